import { registerPartner as register, type PartnerInput } from "../rules/changes.ts";
import type { Cause } from "../../events/envelope.ts";
import type { IdempotencyClaim } from "../../table/idempotency.ts";
import { partnerWrites } from "../items/partners.ts";
import { partnerAnswerAgain, type PartnerAnswer } from "./change-partner.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import { claimed } from "../../transaction/claim.ts";
import { giveName } from "./take-name.ts";

/** The partner's first user, and a last check for requests that are not repeated. */
interface FirstUser {
  readonly admin: string;
  readonly assertMay: () => Promise<unknown>;
}

/** The operator registers a partner. */
export async function registerPartner(
  { table, newId }: Pick<Dependencies, "table" | "newId">,
  input: PartnerInput,
  cause: Omit<Cause, "partnerId">,
  claim: IdempotencyClaim | null,
  first: FirstUser | null = null,
): Promise<PartnerAnswer> {
  const id = newId("partner");
  return execute(
    table,
    { now: cause.now, claim: claimed(claim) },
    (reads) => reads.read(null),
    async () => {
      await first?.assertMay();
      const name = await giveName(table, { id, displayName: "" }, input.displayName);
      const change = register(id, input, cause.now, first ? [first.admin] : []);
      return {
        answer: (): PartnerAnswer => ({ partner: change.after, replayed: false }),
        writes: [...partnerWrites(change, cause, null), ...name],
        record: { status: 201, aggregate: id, sequence: 1 },
      };
    },
    (record) => partnerAnswerAgain({ table }, record),
  );
}
