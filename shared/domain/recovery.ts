import type { AdministratorPolicy } from "./administrator.ts";
import { added } from "./administrators.ts";
import { customerStep, inCustomerTurn, type Customer, type CustomerStep } from "./customer.ts";
import { Refusal } from "./refusal.ts";
import { addDays, type Instant } from "./time.ts";

/** What the operator asks for. */
export interface RecoveryRequest {
  /** Pseudonym of the address. */
  readonly id: string;
  readonly email: string;
  readonly reason: string;
  /** Overrules the wait and an earlier stop. */
  readonly force: boolean;
}

/**
 * The operator asks to make an address administrator. It is told to everybody concerned and waits, so that any administrator
 * can stop it; forced, the address gets its confirmation link at once. Refuses an address that is administrator already, and
 * without force after a stop or while another recovery waits.
 */
export function requestRecovery(
  before: Customer,
  { id, email, reason, force }: RecoveryRequest,
  now: Instant,
  policy: AdministratorPolicy,
): CustomerStep[] {
  if (before.administrators.some((known) => known.id === id)) {
    throw new Refusal("validation", "This address is an administrator already.", {
      faults: [
        { pointer: "/email", message: "This address is an administrator already.", code: "administrator-known" },
      ],
    });
  }
  if (!force && before.recovery !== null) {
    const detail =
      before.recovery.status === "stopped"
        ? "An administrator has stopped a recovery. Only `force` overrules that."
        : "A recovery is under way. Only `force` replaces it.";
    throw new Refusal("recovery-exists", detail, { until: before.recovery.dueAt });
  }
  const number = before.links + 1;
  const dueAt = force ? now : addDays(now, policy.recoveryDays);
  const recovery = { id, email, reason, requestedAt: now, dueAt, number, status: "waiting" as const, force };
  return inCustomerTurn(
    before,
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

/** An administrator stops a recovery. Null where there is none of this number that still waits. */
export function stopRecovery(
  before: Customer,
  number: number,
  by: { readonly id: string; readonly email: string; readonly name: string | null },
): CustomerStep[] | null {
  const { recovery } = before;
  if (recovery?.number !== number || recovery.status === "stopped" || recovery.force) return null;
  const { id, reason, force } = recovery;
  const changed = {
    ...before,
    recovery: { ...recovery, status: "stopped" as const },
    waiting: before.waiting.filter((entry) => entry.id !== id || entry.addedBy !== null),
  };
  return [customerStep("CustomerRecoveryStopped", before, changed, { reason, force, by })];
}

/** The address of a recovery whose wait is over gets its confirmation link. Nothing where none is due. */
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
