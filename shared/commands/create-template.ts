import {
  assertUsable,
  createTemplate as create,
  indexed,
  type Template,
  type TemplateInput,
} from "../domain/template.ts";
import { addDays } from "../domain/time.ts";
import type { Cause } from "../events/envelope.ts";
import { answerPlace, idempotencyWrite, type IdempotencyClaim } from "../store/idempotency.ts";
import { partnerPlace } from "../store/partners.ts";
import { templateIndexPlace, templateIndexWrite, templateWrite } from "../store/templates.ts";
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
    const found = await table.read({
      partner: partnerPlace(partnerId),
      index: templateIndexPlace(partnerId),
      earlier: claim && answerPlace(claim),
    });
    const record = earlierAnswer(claim, found.earlier, now);
    // The same body at the same moment makes the same template: the record's end is a day after that moment.
    if (record) {
      return { template: create(record.aggregate, partnerId, input, addDays(record.expiresAt, -1)), replayed: true };
    }
    const partner = partnerOf(found.partner, { mustStand: false });
    const template = create(id, partnerId, input, now);
    assertUsable(template, partner, policy.terms(partner.cloud));
    await table.transact([
      templateWrite(template),
      templateIndexWrite(indexed(found.index, id)),
      ...(claim ? [idempotencyWrite(claim, { status: 201, aggregate: id, sequence: 1 }, now)] : []),
    ]);
    return { template, replayed: false };
  });
}
