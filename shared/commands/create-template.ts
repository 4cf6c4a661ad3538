import {
  assertUsable,
  createTemplate as create,
  indexed,
  type Template,
  type TemplateInput,
} from "../domain/template.ts";
import { addDays } from "../domain/time.ts";
import type { Cause } from "../events/envelope.ts";
import { idempotencyKey, idempotencyWrite, type IdempotencyClaim } from "../store/idempotency.ts";
import { keys } from "../store/keys.ts";
import { parseTemplateIndex, templateIndexWrite, templateWrite } from "../store/templates.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";
import { earlierAnswer } from "./idempotency.ts";
import { partnerOf } from "./partner-of.ts";

/** A partner keeps terms for later (product table, row 13). One read request, one transaction. */
export async function createTemplate(
  { table, newId, policy }: Pick<Dependencies, "table" | "newId" | "policy">,
  input: TemplateInput & { readonly name: string },
  { partnerId, now }: Cause,
  claim: IdempotencyClaim | null,
): Promise<{ readonly template: Template; readonly replayed: boolean }> {
  const id = newId("template");
  return attempt(async () => {
    const [profile, index, earlier] = await table.getMany([
      keys.partner(partnerId),
      keys.templateIndex(partnerId),
      ...(claim ? [idempotencyKey(claim)] : []),
    ]);
    const record = earlierAnswer(claim, earlier, now);
    // The same body at the same moment makes the same template: the record's end is a day after that moment.
    if (record) {
      return { template: create(record.aggregate, partnerId, input, addDays(record.expiresAt, -1)), replayed: true };
    }
    const partner = partnerOf(profile, { mustStand: false });
    const template = create(id, partnerId, input, now);
    assertUsable(template, partner, policy.terms(partner.cloud));
    await table.transact([
      templateWrite(template),
      templateIndexWrite(indexed(parseTemplateIndex(index, partnerId), id)),
      ...(claim ? [idempotencyWrite(claim, { status: 201, aggregate: id, sequence: 1 }, now)] : []),
    ]);
    return { template, replayed: false };
  });
}
