import { isCoolingOff, type AdministratorPolicy } from "./administrator.ts";
import {
  customerStep,
  isAttended,
  type Customer,
  type CustomerStep,
  type Administrator,
  type WaitingAdministrator,
} from "../model.ts";
import { faultRefusal, notFound, Refusal, type Fault } from "../../kernel/refusal.ts";
import type { FaultCode } from "../../kernel/fault-code.ts";
import { afterSettling, inTurn } from "../../kernel/steps.ts";
import { addDays, dayOf, secondsLeftOfDay, type Instant } from "../../kernel/time.ts";

/** The administrator of an address. Refuses an unknown one. */
export function administratorOf({ administrators }: Pick<Customer, "administrators">, id: string): Administrator {
  const found = administrators.find((known) => known.id === id);
  if (found === undefined) throw notFound("administrator");
  return found;
}

/** Refuses during the cool-off. `pointer` is the field at fault. */
export function assertNoCoolOff(
  administrator: Pick<Administrator, "coolOffUntil">,
  now: Instant,
  pointer: string | null = null,
): void {
  if (!isCoolingOff(administrator, now)) return;
  const until = administrator.coolOffUntil;
  const message = `A new administrator can do this from ${until} on.`;
  const faults = pointer === null ? [] : [{ pointer, message, code: "cool-off" as const }];
  throw new Refusal("cool-off", message, { until, faults });
}

/** An administrator as events contain it. */
export const personOf = ({ id, email, name }: Pick<Administrator, "id" | "email" | "name">) => ({ id, email, name });

/** A refusal of the address in a form. */
export const emailRefusal = (code: FaultCode, message: string): Refusal =>
  faultRefusal("validation", { pointer: "/email", code, message });

/**
 * The customer at a moment: entries that were not confirmed in time are gone, even if no sweep has written that yet.
 */
export const customerAsOf = (stored: Customer, now: Instant): Customer =>
  overdueEntries(stored, now).reduce(withoutEntry, stored);

/** Writes down what time has decided: entries that were not confirmed in time are dropped. */
export const settleCustomer = (stored: Customer, now: Instant): CustomerStep[] =>
  inTurn(
    stored,
    ...overdueEntries(stored, now).map((entry) => (current: Customer) => dropped(current, entry, "unconfirmed", null)),
  );

const overdueEntries = ({ waiting }: Customer, now: Instant): WaitingAdministrator[] =>
  waiting.filter(({ expiresAt }) => expiresAt <= now);

/** The entry that a confirmation link is about, while it can still be confirmed. */
export const entryOfLink = (
  customer: Customer,
  { id, number }: Pick<WaitingAdministrator, "id" | "number">,
  now: Instant,
): WaitingAdministrator | undefined =>
  customerAsOf(customer, now).waiting.find((entry) => entry.id === id && entry.number === number);

/** When a job must next look at a customer; null when nothing is due. */
export const customerDueAt = ({ waiting, recovery }: Pick<Customer, "waiting" | "recovery">): Instant | null =>
  [
    ...waiting.map(({ expiresAt }) => expiresAt),
    ...(recovery?.status === "waiting" ? [recovery.dueAt] : []),
  ].sort()[0] ?? null;

/**
 * Adds an address; adding it again renews its link. Refuses during the cool-off, over a limit, and a known
 * administrator.
 */
export function addAdministrator(
  before: Customer,
  address: Pick<WaitingAdministrator, "id" | "email" | "locale">,
  { by, now }: { readonly by: Administrator; readonly now: Instant },
  policy: AdministratorPolicy,
): CustomerStep[] {
  assertNoCoolOff(by, now);
  return afterSettling(before, settleCustomer(before, now), (current) => {
    const known = current.waiting.find(({ id }) => id === address.id);
    if (known) assertNoRecovery(known);
    assertAddable(current, address.id, known !== undefined, policy);
    return added(withMailCounted(current, now, policy), { ...address, addedBy: by.id, known, now }, policy, {
      by: personOf(by),
    });
  });
}

/** An entry of the operator's recovery can be removed only by stopping the recovery. */
function assertNoRecovery({ addedBy }: WaitingAdministrator): void {
  if (addedBy !== null) return;
  const message = "This address is part of a recovery. Only the link in the mail about the recovery stops it.";
  throw faultRefusal("recovery-exists", { pointer: "/email", code: "recovery-exists", message });
}

function assertAddable(
  { administrators, waiting }: Customer,
  id: string,
  isKnown: boolean,
  { mostAdministrators, mostWaiting }: AdministratorPolicy,
): void {
  if (administrators.some((known) => known.id === id)) {
    throw emailRefusal("administrator-known", "This address is already an administrator.");
  }
  if (administrators.length >= mostAdministrators) {
    throw faultRefusal("validation", administratorsFull(mostAdministrators));
  }
  if (!isKnown && waiting.length >= mostWaiting) {
    throw emailRefusal("waiting-full", `At most ${mostWaiting} addresses can await confirmation at a time.`);
  }
}

const administratorsFull = (most: number): Fault => ({
  pointer: "/email",
  message: `A customer has at most ${most} administrators. Remove one first.`,
  code: "administrators-full",
});

function withMailCounted(customer: Customer, now: Instant, { mailsPerDay }: AdministratorPolicy): Customer {
  const day = dayOf(now);
  const count = (customer.mails?.day === day ? customer.mails.count : 0) + 1;
  if (count > mailsPerDay) {
    const message = `At most ${mailsPerDay} confirmation mails are sent for a customer a day. Try again tomorrow.`;
    const fault = { pointer: "/email", code: "confirmation-quota", message } as const;
    throw faultRefusal("quota", fault, { quota: "administrator-mails", retryAfter: secondsLeftOfDay(now) });
  }
  return { ...customer, mails: { day, count } };
}

/** The entry of an address that is to confirm, and the event whose mail carries the link. */
export function added(
  before: Customer,
  {
    known,
    now,
    ...address
  }: Pick<WaitingAdministrator, "id" | "email" | "locale" | "addedBy"> & {
    readonly known: WaitingAdministrator | undefined;
    readonly now: Instant;
  },
  { confirmDays }: Pick<AdministratorPolicy, "confirmDays">,
  { by }: { readonly by: { readonly id: string; readonly email: string; readonly name: string | null } | null },
): CustomerStep {
  const number = known?.number ?? before.links + 1;
  const entry = { ...address, addedAt: now, expiresAt: addDays(now, confirmDays), number };
  const waiting = [...before.waiting.filter(({ id }) => id !== entry.id), entry];
  const { id, email, expiresAt } = entry;
  const changed = { ...before, waiting, links: Math.max(before.links, number) };
  return customerStep("AdministratorAdded", before, changed, { administrator: { id, email }, by, expiresAt, number });
}

/**
 * Confirms an entry; its cool-off begins. An entry of the operator's recovery has no cool-off and ignores the limit.
 * Null if there is no such entry.
 */
export function confirmAdministrator(
  before: Customer,
  { id, number, locale }: { readonly id: string; readonly number: number; readonly locale: string | null },
  now: Instant,
  { coolOffDays, mostAdministrators }: Pick<AdministratorPolicy, "coolOffDays" | "mostAdministrators">,
): CustomerStep[] | null {
  const entry = entryOfLink(before, { id, number }, now);
  if (entry === undefined) return null;
  const isRecovery = entry.addedBy === null;
  // Who waits counts as nobody, so more can wait than there is room for.
  if (!isRecovery && before.administrators.length >= mostAdministrators) {
    throw faultRefusal("limit-reached", administratorsFull(mostAdministrators), { limit: mostAdministrators });
  }
  const coolOffUntil = isRecovery || coolOffDays === 0 ? null : addDays(now, coolOffDays);
  const { email } = entry;
  const administrator = { id, email, name: null, locale: locale ?? entry.locale, since: now, coolOffUntil };
  return inTurn(
    before,
    (current) => settleCustomer(current, now),
    (current) => {
      const waiting = current.waiting.filter((other) => other.id !== id);
      const changed = { ...current, waiting, administrators: [...current.administrators, administrator] };
      return customerStep("AdministratorConfirmed", current, changed, { administrator: { id, email }, coolOffUntil });
    },
    (current) => {
      // Confirming an administrator's invitation ends a recovery of the same address, unless that was stopped.
      if (current.recovery?.id !== id || current.recovery.status === "stopped") return null;
      const { reason, force } = current.recovery;
      return customerStep(
        "CustomerRecoveryCompleted",
        current,
        { ...current, recovery: null },
        { reason, force, by: null },
      );
    },
    (current) =>
      isAttended(before) ? null : customerStep("CustomerAttended", current, { ...current, attendanceSince: now }, {}),
  );
}

/** Why an address was removed. */
export type RemovalCause = "removed" | "left" | "unconfirmed" | "unreachable" | "erased";

/**
 * Removes an administrator, with the unconfirmed entries it added. Refuses the last one and, during the cool-off,
 * everything but leaving.
 */
export function removeAdministrator(
  before: Customer,
  id: string,
  { by, now }: { readonly by: Administrator; readonly now: Instant },
): CustomerStep[] {
  const isLeaving = id === by.id;
  if (!isLeaving) assertNoCoolOff(by, now);
  const who = personOf(by);
  const waiting = before.waiting.find((entry) => entry.id === id);
  if (waiting !== undefined && !before.administrators.some((known) => known.id === id)) {
    assertNoRecovery(waiting);
    return [dropped(before, waiting, "removed", who)];
  }
  administratorOf(before, id);
  if (before.administrators.length === 1) {
    throw new Refusal("last-administrator", "The last administrator cannot be removed. Add another one first.");
  }
  return removal(before, id, { cause: isLeaving ? "left" : "removed", by: who, now });
}

/** Removes an address that is unreachable or erased, even the last one. Nothing if it is not an administrator. */
export const dropAdministrator = (
  before: Customer,
  id: string,
  cause: "unreachable" | "erased",
  now: Instant,
): CustomerStep[] =>
  before.administrators.some((known) => known.id === id) ? removal(before, id, { cause, by: null, now }) : [];

type Remover = { readonly id: string; readonly email: string; readonly name: string | null } | null;

/** Removes an entry. A recovery ends with its entry, so that the operator can ask again. */
export function dropped(before: Customer, entry: WaitingAdministrator, cause: RemovalCause, by: Remover): CustomerStep {
  const { id, email } = entry;
  return customerStep("AdministratorRemoved", before, withoutEntry(before, entry), {
    administrator: { id, email },
    by,
    cause,
    confirmed: false,
  });
}

function withoutEntry(customer: Customer, { id, addedBy }: WaitingAdministrator): Customer {
  const { recovery } = customer;
  const isRecovery = addedBy === null && recovery?.id === id && recovery.status === "confirming";
  const waiting = customer.waiting.filter((entry) => entry.id !== id);
  return { ...customer, waiting, ...(isRecovery && { recovery: null }) };
}

const removal = (
  before: Customer,
  id: string,
  { cause, by, now }: { readonly cause: RemovalCause; readonly by: Remover; readonly now: Instant },
): CustomerStep[] =>
  inTurn(
    before,
    (current) => {
      const { email } = administratorOf(current, id);
      const changed = {
        ...current,
        administrators: current.administrators.filter((known) => known.id !== id),
        waiting: current.waiting.filter(({ addedBy }) => addedBy !== id),
      };
      return customerStep("AdministratorRemoved", current, changed, {
        administrator: { id, email },
        by,
        cause,
        confirmed: true,
      });
    },
    (current) =>
      isAttended(current)
        ? null
        : customerStep("CustomerUnattended", current, { ...current, attendanceSince: now }, {}),
  );
