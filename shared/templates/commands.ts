import { isId } from "../kernel/ids.ts";
import { notFound } from "../kernel/refusal.ts";
import { addDays } from "../kernel/time.ts";
import type { Template } from "./model.ts";
import {
  assertUsable,
  createTemplate as create,
  editTemplate as edit,
  indexed,
  unindexed,
  type TemplateInput,
} from "./rules.ts";
import type { Cause } from "../events/envelope.ts";
import { partnerPlace } from "../partner/items/partners.ts";
import type { IdempotencyClaim } from "../table/idempotency.ts";
import { templateIndexPlace, templateIndexWrite, templatePlace, templateRemoval, templateWrite } from "./item.ts";
import { idsPage, type Page, type Stretch } from "../table/pages.ts";
import { claimed } from "../transaction/claim.ts";
import { done, type Reads } from "../transaction/commit.ts";
import type { Dependencies } from "../transaction/dependencies.ts";
import { execute } from "../transaction/execute.ts";
import { assertAtVersion, type ExpectedVersions } from "../transaction/expected-version.ts";
import { partnerOf } from "../partner/commands/partner-of.ts";

/** A template of this partner. */
export async function readTemplate(
  { table }: Pick<Dependencies, "table">,
  partnerId: string,
  id: string,
): Promise<Template> {
  return templateAt(await table.read(ownTemplatePlace(partnerId, id)), "any");
}

/** One page of a partner's templates, the newest first. `cursor` is the id of the last one seen. */
export async function readTemplates(
  { table }: Pick<Dependencies, "table">,
  { partnerId, limit, cursor }: Stretch & { readonly partnerId: string },
): Promise<Page<Template>> {
  const index = await table.read(templateIndexPlace(partnerId));
  const ids = index.ids
    .toSorted()
    .toReversed()
    .filter((id) => cursor === null || id < cursor);
  const { items, next } = idsPage(ids, limit);
  const templates = await table.read(items.map((id) => templatePlace(partnerId, id)));
  return { items: templates.filter((template) => template !== null), next };
}

interface CreatedTemplate {
  readonly template: Template;
  readonly replayed: boolean;
}

/** A partner keeps terms for later. One read request, one transaction. */
export async function createTemplate(
  { table, newId, policy }: Pick<Dependencies, "table" | "newId" | "policy">,
  input: TemplateInput & { readonly name: string },
  { partnerId, now }: Cause,
  claim: IdempotencyClaim | null,
): Promise<CreatedTemplate> {
  const id = newId("template");
  return execute(
    table,
    { now, claim: claimed(claim) },
    (reads) => reads.read({ partner: partnerPlace(partnerId), index: templateIndexPlace(partnerId) }),
    (found) => {
      const partner = partnerOf(found.partner, { mustStand: false });
      const template = create(id, partnerId, input, now);
      assertUsable(template, partner, policy.terms(partner.cloud));
      return {
        answer: (): CreatedTemplate => ({ template, replayed: false }),
        writes: [templateWrite(template), templateIndexWrite(indexed(found.index, id))],
        record: { status: 201, aggregate: id, sequence: 1 },
      };
    },
    // The same body at the same moment makes the same template: the record's end is a day after that moment.
    async ({ aggregate, expiresAt }) => ({
      template: create(aggregate, partnerId, input, addDays(expiresAt, -1)),
      replayed: true,
    }),
  );
}

/** Changes a template. */
export async function editTemplate(
  { table, policy }: Pick<Dependencies, "table" | "policy">,
  id: string,
  input: TemplateInput,
  expected: ExpectedVersions,
  { partnerId, now }: Cause,
): Promise<Template> {
  const load = async (reads: Reads) => {
    const plan = { own: ownTemplatePlace(partnerId, id), partner: partnerPlace(partnerId) };
    const { own, partner } = await reads.read(plan);
    return { before: templateAt(own, expected), partner };
  };
  return execute(table, { now }, load, ({ before, ...found }) => {
    const partner = partnerOf(found.partner, { mustStand: false });
    const after = edit(before, input, now);
    assertUsable(after, partner, policy.terms(partner.cloud));
    return { answer: () => after, writes: after === before ? [] : [templateWrite(after)] };
  });
}

/** Deletes a template; invitations made from it stay. */
export async function deleteTemplate(
  { table }: Pick<Dependencies, "table">,
  id: string,
  expected: ExpectedVersions,
  { partnerId, now }: Cause,
): Promise<void> {
  const load = async (reads: Reads) => {
    const plan = { own: ownTemplatePlace(partnerId, id), index: templateIndexPlace(partnerId) };
    const { own, index } = await reads.read(plan);
    return { template: templateAt(own, expected), index };
  };
  return execute(table, { now }, load, ({ template, index }) =>
    done([templateRemoval(template), templateIndexWrite(unindexed(index, id))]),
  );
}

/** The place of a partner's template. Refuses a malformed id. */
function ownTemplatePlace(partnerId: string, id: string) {
  if (!isId("template", id)) throw notFound("template");
  return templatePlace(partnerId, id);
}

function templateAt(found: Template | null, expected: ExpectedVersions): Template {
  if (found === null) throw notFound("template");
  assertAtVersion(found, expected);
  return found;
}
