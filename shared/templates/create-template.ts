import { assertUsable, createTemplate as create, indexed, type Template, type TemplateInput } from "./model.ts";
import { addDays } from "../kernel/time.ts";
import type { Cause } from "../events/envelope.ts";
import type { IdempotencyClaim } from "../table/idempotency.ts";
import { partnerPlace } from "../partner/items/partners.ts";
import { templateIndexPlace, templateIndexWrite, templateWrite } from "./item.ts";
import type { Dependencies } from "../transaction/dependencies.ts";
import { execute } from "../transaction/execute.ts";
import { claimed } from "../transaction/claim.ts";
import { partnerOf } from "../partner/commands/partner-of.ts";

/** A template that was created, and whether this is the answer to an earlier, equal request. */
interface CreatedTemplate {
  readonly template: Template;
  readonly replayed: boolean;
}

/** A partner keeps terms for later (product table, row 13). One read request, one transaction. */
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
