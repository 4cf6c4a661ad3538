import { Refusal } from "../../kernel/refusal.ts";
import type { Cause } from "../../events/envelope.ts";
import { outcomeOf, type RowOutcome } from "./create-batch.ts";
import { quotaRoom, type Sending } from "../../partner/commands/quota-room.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { loadUnlessAnswered } from "../../transaction/execute.ts";
import { claimed, keyReused } from "../../transaction/claim.ts";
import { inTurn } from "../../transaction/in-turn.ts";
import { loadForCreation, planInvitation, type InvitationPlan, type CreationRequest } from "./plan-invitation.ts";

type Planned =
  Exclude<RowOutcome, { kind: "created" }> | { readonly kind: "planned"; readonly plan: InvitationPlan | null };

const slots = 8;
const created = (replayed: boolean): RowOutcome => ({ kind: "created", id: null, replayed });

/**
 * Returns for each row what `createBatch` would return, without writing: rows are also compared with those before them. `ahead`:
 * how many others would be sent before them.
 */
export async function dryRunBatch(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId" | "policy">,
  rows: readonly (CreationRequest | Refusal)[],
  cause: Cause,
  ahead = 0,
): Promise<RowOutcome[]> {
  const plan = async (creation: CreationRequest): Promise<Planned> => {
    const moment = { now: creation.cause.now, claim: claimed(creation.claim) };
    const loaded = await loadUnlessAnswered(dependencies.table, moment, (reads) =>
      loadForCreation(reads, dependencies, creation),
    );
    const id = dependencies.newId("invitation");
    return {
      kind: "planned",
      plan: loaded.earlier ? null : await planInvitation(dependencies, id, creation, loaded.found),
    };
  };
  const planned = await inTurn(
    rows,
    slots,
    () => [],
    (row) => outcomeOf(row, plan),
  );
  const sending = planned.flatMap((row) =>
    row.kind === "planned" && isSending(row.plan) ? [sendingOf(row.plan)] : [],
  );
  const room = await quotaRoom(dependencies, sending, cause, ahead);
  const hashes = new Map<string, string>();
  const holders = new Map<string, number>();

  return planned.map((outcome, index): RowOutcome => {
    const row = rows[index];
    const claim = row instanceof Refusal ? null : (row?.claim ?? null);
    const hash = claim === null ? undefined : hashes.get(claim.key);
    if (claim !== null && hash !== undefined)
      return hash === claim.bodyHash ? created(true) : refused(keyReused(claim));
    if (outcome.kind !== "planned") return outcome;

    const refusal = isSending(outcome.plan)
      ? (heldBefore(outcome.plan, holders) ?? room.take(sendingOf(outcome.plan)))
      : null;
    if (refusal !== null) return refused(refusal);
    if (isSending(outcome.plan)) holders.set(lockOf(outcome.plan), index);
    if (claim !== null) hashes.set(claim.key, claim.bodyHash);
    return created(outcome.plan === null);
  });
}

type SendingPlan = InvitationPlan & { readonly sendsTo: string };

const isSending = (plan: InvitationPlan | null): plan is SendingPlan => plan !== null && plan.sendsTo !== null;
const sendingOf = ({ sendsTo, opened }: SendingPlan): Sending => ({ address: sendsTo, opened });
const lockOf = ({ change }: SendingPlan): string => {
  const { relationship, customer } = change.after.terms;
  return `${relationship} ${customer.email}`;
};
const refused = (refusal: Refusal): RowOutcome => ({ kind: "refused", refusal });

function heldBefore(plan: SendingPlan, holders: ReadonlyMap<string, number>): Refusal | null {
  const index = holders.get(lockOf(plan));
  if (index === undefined) return null;
  // It has no id yet, so it is named by its row.
  return new Refusal("open-invitation-exists", "An earlier row already invites this address to this relationship.", {
    invitationId: null,
    index,
  });
}
