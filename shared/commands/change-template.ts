import { isId } from "../domain/ids.ts";
import { Refusal } from "../domain/refusal.ts";
import {
  assertUsable,
  editTemplate as edit,
  unindexed,
  type Template,
  type TemplateInput,
} from "../domain/template.ts";
import type { Cause } from "../events/envelope.ts";
import { partnerPlace } from "../store/partners.ts";
import {
  templateIndexPlace,
  templateIndexWrite,
  templatePlace,
  templateRemoval,
  templateWrite,
} from "../store/templates.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";
import { assertAtVersion, type ExpectedVersions } from "./expected-version.ts";
import { partnerOf } from "./partner-of.ts";

/** The one answer for ids that do not exist, are malformed, or are another partner's (rule 7). */
const noSuchTemplate = (): Refusal => new Refusal("not-found", "There is no such template.");

/** A template of this partner. */
export async function readTemplate(
  { table }: Pick<Dependencies, "table">,
  partnerId: string,
  id: string,
): Promise<Template> {
  const template = await table.read(isId("template", id) ? templatePlace(partnerId, id) : null);
  if (template === null) throw noSuchTemplate();
  return template;
}

/** One page of a partner's templates, the newest first. `cursor` is the id of the last one seen. */
export async function readTemplates(
  { table }: Pick<Dependencies, "table">,
  { partnerId, limit, cursor }: { readonly partnerId: string; readonly limit: number; readonly cursor: string | null },
): Promise<{ items: Template[]; next: string | null }> {
  const index = await table.read(templateIndexPlace(partnerId));
  const ids = index.ids
    .toSorted()
    .toReversed()
    .filter((id) => cursor === null || id < cursor);
  const wanted = ids.slice(0, limit);
  const templates = await table.read(wanted.map((id) => templatePlace(partnerId, id)));
  return {
    items: templates.filter((template) => template !== null),
    next: ids.length > limit ? (wanted.at(-1) ?? null) : null,
  };
}

/** A partner rewrites a template, as it was at the version that was read. */
export async function editTemplate(
  { table, policy }: Pick<Dependencies, "table" | "policy">,
  id: string,
  input: TemplateInput,
  expected: ExpectedVersions,
  { partnerId, now }: Cause,
): Promise<Template> {
  if (!isId("template", id)) throw noSuchTemplate();
  return attempt(async () => {
    const found = await table.read({ template: templatePlace(partnerId, id), partner: partnerPlace(partnerId) });
    const { template: before } = found;
    if (before === null) throw noSuchTemplate();
    assertAtVersion(before, expected);
    const partner = partnerOf(found.partner, { mustStand: false });
    const after = edit(before, input, now);
    assertUsable(after, partner, policy.terms(partner.cloud));
    if (after !== before) await table.transact([templateWrite(after)]);
    return after;
  });
}

/** A partner drops a template; what was made from it stays. */
export async function deleteTemplate(
  { table }: Pick<Dependencies, "table">,
  id: string,
  expected: ExpectedVersions,
  { partnerId }: Cause,
): Promise<void> {
  if (!isId("template", id)) throw noSuchTemplate();
  return attempt(async () => {
    const plan = { template: templatePlace(partnerId, id), index: templateIndexPlace(partnerId) };
    const { template, index } = await table.read(plan);
    if (template === null) throw noSuchTemplate();
    assertAtVersion(template, expected);
    await table.transact([templateRemoval(template), templateIndexWrite(unindexed(index, id))]);
  });
}
