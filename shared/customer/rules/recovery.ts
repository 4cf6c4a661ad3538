import type { AdministratorPolicy } from "./administrator.ts";
import {
  added,
  customerAsOf,
  dropAdministrator,
  dropped,
  emailRefusal,
  personOf,
  settleCustomer,
} from "./administrators.ts";
import { customerStep, type Customer, type CustomerStep, type Recovery, type Administrator } from "../model.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { afterSettling, inTurn } from "../../kernel/steps.ts";
import { addDays, type Instant } from "../../kernel/time.ts";

/** The operator's request. */
export interface RecoveryRequest {
  /** Pseudonym of the address. */
  readonly id: string;
  readonly email: string;
  readonly reason: string;
  /** Overrules the waiting period and an earlier stop. */
  readonly force: boolean;
}

/**
 * Requests a recovery. It waits, so that an administrator can stop it; with `force` the address gets its link at once,
 * which also overrules a stop and replaces another recovery.
 */
export const requestRecovery = (
  customer: Customer,
  request: RecoveryRequest,
  now: Instant,
  policy: AdministratorPolicy,
): CustomerStep[] =>
  afterSettling(customer, settleCustomer(customer, now), (current) => requested(current, request, now, policy));

function requested(
  before: Customer,
  { id, email, reason, force }: RecoveryRequest,
  now: Instant,
  policy: AdministratorPolicy,
): CustomerStep[] {
  if (before.administrators.some((known) => known.id === id)) {
    throw emailRefusal("administrator-known", "This address is already an administrator.");
  }
  if (!force && before.recovery !== null) {
    const { status, dueAt } = before.recovery;
    if (status === "stopped") {
      throw new Refusal("recovery-exists", "An administrator has stopped a recovery. Only `force` overrules this.");
    }
    const until = status === "waiting" ? { until: dueAt } : {};
    throw new Refusal("recovery-exists", "A recovery is already under way. Only `force` replaces it.", until);
  }
  const number = before.links + 1;
  const dueAt = force ? now : addDays(now, policy.recoveryDays);
  const recovery = { id, email, reason, requestedAt: now, dueAt, number, status: "waiting" as const, force };
  const replaced = before.waiting.find(({ addedBy }) => addedBy === null);
  return inTurn(
    before,
    (current) => (replaced ? dropped(current, replaced, "removed", null) : null),
    (current) =>
      customerStep(
        "CustomerRecoveryRequested",
        current,
        { ...current, links: number, recovery },
        { administrator: { id, email }, reason, force, by: null, number, dueAt },
      ),
    (current) => (force ? recoveryConfirming(current, now, policy) : null),
  );
}

/** The recovery of that number while it can be stopped: not if it was forced, stopped, replaced or is over. */
export function stoppableRecovery(customer: Customer, number: number, now: Instant): Recovery | null {
  const { recovery, waiting } = customerAsOf(customer, now);
  if (recovery?.number !== number || recovery.force || recovery.status === "stopped") return null;
  const canConfirm = waiting.some(({ id, addedBy }) => id === recovery.id && addedBy === null);
  return recovery.status === "waiting" || canConfirm ? recovery : null;
}

/** Stops a recovery. Null if it cannot be stopped. */
export function stopRecovery(
  before: Customer,
  number: number,
  { by, now }: { readonly by: Pick<Administrator, "id" | "email" | "name">; readonly now: Instant },
): CustomerStep[] | null {
  const recovery = stoppableRecovery(before, number, now);
  if (recovery === null) return null;
  const { id, reason, force } = recovery;
  const changed = {
    ...before,
    recovery: { ...recovery, status: "stopped" as const },
    waiting: before.waiting.filter((entry) => entry.id !== id || entry.addedBy !== null),
  };
  return [customerStep("CustomerRecoveryStopped", before, changed, { reason, force, by: personOf(by) })];
}

/** Ends everything that an address whose data are erased has to do with a customer, even if nobody is left. */
export const withoutErased = (before: Customer, id: string, now: Instant): CustomerStep[] =>
  afterSettling(before, settleCustomer(before, now), (settled) =>
    inTurn(
      settled,
      (current) => {
        const entry = current.waiting.find((one) => one.id === id);
        return entry === undefined ? null : dropped(current, entry, "erased", null);
      },
      (current) => {
        if (current.recovery?.id !== id) return null;
        const { reason, force, status } = current.recovery;
        const ended = { ...current, recovery: null };
        return status === "waiting"
          ? customerStep("CustomerRecoveryStopped", current, ended, { reason, force, by: null })
          : null;
      },
      (current) => dropAdministrator(current, id, "erased", now),
    ),
  );

/** Sends the confirmation link of a recovery that is due. Nothing if none is due. */
export const advanceRecovery = (before: Customer, now: Instant, policy: AdministratorPolicy): CustomerStep[] =>
  before.recovery?.status === "waiting" && before.recovery.dueAt <= now
    ? [recoveryConfirming(before, now, policy)]
    : [];

function recoveryConfirming(before: Customer, now: Instant, policy: AdministratorPolicy): CustomerStep {
  const recovery = before.recovery!;
  const { id, email } = recovery;
  const confirming = { ...before, recovery: { ...recovery, status: "confirming" as const } };
  return added(confirming, { id, email, locale: null, addedBy: null, known: undefined, now }, policy, { by: null });
}
