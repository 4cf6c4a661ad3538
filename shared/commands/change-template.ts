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
import { keys } from "../store/keys.ts";
import {
  parseTemplate,
  parseTemplateIndex,
  templateIndexWrite,
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
  const item = isId("template", id) ? await table.get(keys.template(partnerId, id)) : null;
  if (item === null) throw noSuchTemplate();
  return parseTemplate(item);
}

/** One page of a partner's templates, the newest first. `cursor` is the id of the last one seen. */
export async function readTemplates(
  { table }: Pick<Dependencies, "table">,
  { partnerId, limit, cursor }: { readonly partnerId: string; readonly limit: number; readonly cursor: string | null },
): Promise<{ items: Template[]; next: string | null }> {
  const index = parseTemplateIndex(await table.get(keys.templateIndex(partnerId)), partnerId);
  const ids = index.ids
    .toSorted()
    .toReversed()
    .filter((id) => cursor === null || id < cursor);
  const wanted = ids.slice(0, limit);
  const items = await table.getMany(wanted.map((id) => keys.template(partnerId, id)));
  return {
    items: items.filter((item) => item !== null).map(parseTemplate),
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
    const [item, profile] = await table.getMany([keys.template(partnerId, id), keys.partner(partnerId)]);
    if (!item) throw noSuchTemplate();
    const before = parseTemplate(item);
    assertAtVersion(before, expected);
    const partner = partnerOf(profile, { mustStand: false });
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
    const [item, index] = await table.getMany([keys.template(partnerId, id), keys.templateIndex(partnerId)]);
    if (!item) throw noSuchTemplate();
    const template = parseTemplate(item);
    assertAtVersion(template, expected);
    await table.transact([
      templateRemoval(template),
      templateIndexWrite(unindexed(parseTemplateIndex(index, partnerId), id)),
    ]);
  });
}
