import { isId } from "../../kernel/ids.ts";
import type { Partner, PartnerChange } from "../model.ts";
import { notFound } from "../../kernel/refusal.ts";
import type { Cause } from "../../events/envelope.ts";
import { eventPlace } from "../../events/stored-events.ts";
import type { IdempotencyClaim, IdempotencyRecord } from "../../table/idempotency.ts";
import { changingPartnerPlace, parsePartner, partnerWrites } from "../items/partners.ts";
import { present } from "../../table/places.ts";
import type { Write } from "../../table/writes.ts";
import type { Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute, type Round } from "../../transaction/execute.ts";
import { assertAtVersion, type ExpectedVersions } from "../../transaction/expected-version.ts";
import { claimed } from "../../transaction/claim.ts";

/** The result of a command on a partner. */
export interface PartnerAnswer {
  readonly partner: Partner;
  readonly replayed: boolean;
}

/** A partner's steps, with additional writes. */
export type PartnerStep = PartnerChange & { readonly also?: readonly Write[] };

/** Loads a partner for a change. Refuses an unknown one and another version. */
async function loadPartner(reads: Reads, id: string, expected: ExpectedVersions) {
  const { found } = await reads.read({ found: isId("partner", id) ? changingPartnerPlace(id) : null });
  if (found === null) throw notFound("partner");
  assertAtVersion(found.partner, expected);
  return found;
}

/** A request to change a partner: who, when, its idempotency claim, and the versions it was made for. */
export type PartnerRequest = readonly [
  cause: Omit<Cause, "partnerId">,
  claim: IdempotencyClaim | null,
  expected?: ExpectedVersions,
];

/** The frame of every change of a partner. Nothing is written if nothing changes. */
export async function changePartner(
  { table }: Pick<Dependencies, "table">,
  id: string,
  [cause, claim, expected = "any"]: PartnerRequest,
  decide: (partner: Partner, round: Round) => PartnerStep | Promise<PartnerStep>,
): Promise<PartnerAnswer> {
  return execute(
    table,
    { now: cause.now, claim: claimed(claim) },
    (reads) => loadPartner(reads, id, expected),
    async (found, round) => {
      const { also = [], ...change } = await decide(found.partner, round);
      const partner = change.after;
      return {
        answer: (): PartnerAnswer => ({ partner, replayed: false }),
        writes: [...partnerWrites(change, cause, found.newest), ...also],
        record: { status: 200, aggregate: id, sequence: partner.version },
      };
    },
    (record) => partnerAnswerAgain({ table }, record),
  );
}

/** Makes the first answer again, from the event it was made from: every version of a partner has one. */
export async function partnerAnswerAgain(
  { table }: Pick<Dependencies, "table">,
  { aggregate, sequence }: IdempotencyRecord,
): Promise<PartnerAnswer> {
  const { data } = await table.read(present(eventPlace(aggregate, sequence)));
  return { partner: parsePartner(data["partner"]), replayed: true };
}
