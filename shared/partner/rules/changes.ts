import { saysTheSame } from "../../kernel/equality.ts";
import type { PartnerEventType } from "../events.ts";
import type { EventData, EventOf } from "../../events/all.ts";
import { assertUsableDefaults, mergeDefaults, shippedDefaults, type DefaultsInput } from "./defaults.ts";
import type { FreezeCause, Partner, PartnerChange } from "../model.ts";
import type { TermsPolicy } from "../../terms/rules.ts";
import { assertNoticesInSandbox } from "./sandbox.ts";
import type { Instant } from "../../kernel/time.ts";

/** What the operator says of a new partner. */
export type PartnerInput = Pick<Partner, "displayName" | "kind" | "cloud" | "locale" | "replyTo" | "notifications"> & {
  readonly sandbox?: boolean;
  readonly verified: { readonly how: string } | null;
};

/** What a partner may write of itself; what is left out stays. */
export type ProfileInput = Partial<
  Pick<Partner, "displayName" | "locale" | "replyTo" | "notifications" | "supportContact">
> & { readonly defaults?: DefaultsInput };

/** What the operator may write of a partner, and the partner may not. */
export type OperatorFields = Partial<Pick<Partner, "displayName" | "kind" | "cloud">> & {
  readonly verified?: { readonly how: string } | null;
};

/** Registers a partner. `users`: addresses of those who can sign in for it from the start. */
export function registerPartner(
  id: string,
  input: PartnerInput,
  now: Instant,
  users: readonly string[] = [],
): PartnerChange {
  const after: Partner = {
    ...input,
    ...sortNotifications(input.notifications, users),
    id,
    version: 1,
    pendingName: null,
    verified: input.verified && { at: now, how: input.verified.how },
    supportContact: null,
    defaults: shippedDefaults,
    linkEpoch: 1,
    frozen: false,
    sandbox: input.sandbox ?? false,
    registeredAt: now,
  };
  assertNoticesInSandbox(after);
  const event: EventOf<"PartnerRegistered"> = {
    type: "PartnerRegistered",
    aggregate: id,
    sequence: 1,
    sandbox: after.sandbox,
    data: { partner: after },
  };
  return { before: null, after, events: [event] };
}

/** Addresses of users and confirmed addresses get notices at once; all others have to confirm first. */
function sortNotifications(
  named: readonly string[],
  known: readonly string[],
): Pick<Partner, "notifications" | "notificationsWaiting"> {
  const addresses = [...new Set(named)];
  return {
    notifications: addresses.filter((address) => known.includes(address)),
    notificationsWaiting: addresses.filter((address) => !known.includes(address)),
  };
}

/**
 * Changes a partner's profile. A new name is unverified; sent offers keep the old one. Addresses of `users` need no
 * confirmation.
 */
export function changeProfile(
  before: Partner,
  { defaults, notifications, ...said }: ProfileInput,
  policy: TermsPolicy,
  users: readonly string[] = [],
): PartnerChange {
  const merged = defaults && mergeDefaults(before.defaults, defaults);
  if (merged) assertUsableDefaults(merged, policy);
  const isRenamed = said.displayName !== undefined && said.displayName !== before.displayName;
  const change = step(before, "PartnerChanged", {
    ...said,
    // A partner that takes a name by itself no longer waits for another.
    ...(said.displayName !== undefined && { pendingName: null }),
    ...(merged && { defaults: merged }),
    ...(notifications && sortNotifications(notifications, [...before.notifications, ...users])),
    ...(isRenamed && { verified: null }),
  });
  assertNoticesInSandbox(change.after);
  return change;
}

/** The partner wants a name that needs the operator; it keeps its own until then. */
export const askForName = (before: Partner, pendingName: string): PartnerChange =>
  step(before, "PartnerNamePending", { pendingName }, { pendingName });

/** The operator refuses the name that a partner waits for; without one nothing changes. */
export const refuseName = (before: Partner): PartnerChange => step(before, "PartnerChanged", { pendingName: null });

/** The operator changes a partner's kind, cloud or name. Verifying is a separate step with its own event. */
export function changeOperatorFields(
  before: Partner,
  { verified, ...said }: OperatorFields,
  now: Instant,
): PartnerChange {
  const named = said.displayName === undefined ? said : { ...said, pendingName: null };
  const taken = verified === null ? { ...named, verified } : named;
  const changed = step(before, "PartnerChanged", taken);
  return verified
    ? inOrder(changed, step(changed.after, "PartnerVerified", { verified: { at: now, ...verified } }))
    : changed;
}

/** An address confirms from its own mailbox that it wants the partner's notices; one that does not wait changes nothing. */
export const confirmNotifications = (before: Partner, address: string): PartnerChange =>
  step(
    before,
    "PartnerChanged",
    before.notificationsWaiting.includes(address)
      ? {
          notifications: [...before.notifications, address],
          notificationsWaiting: before.notificationsWaiting.filter((waiting) => waiting !== address),
        }
      : {},
  );

/** Removes a user's address from the notices. If it is named again, it has to confirm. */
export const endNoticesTo = (before: Partner, email: string): PartnerChange =>
  step(before, "PartnerChanged", { notifications: before.notifications.filter((address) => address !== email) });

/** Raises the epoch that stands in every link, so that all links of the partner die at once. */
export const revokeLinks = (before: Partner): PartnerChange =>
  step(before, "PartnerChanged", { linkEpoch: before.linkEpoch + 1 });

/** Nothing of a frozen partner goes out or is accepted any more; to freeze it again changes nothing. */
export const freezePartner = (before: Partner, cause: FreezeCause, reason: string | null): PartnerChange =>
  step(before, "PartnerFrozen", { frozen: true }, { cause, reason });

/** The partner may go on. To release one that is not frozen changes nothing. */
export const releasePartner = (before: Partner): PartnerChange => step(before, "PartnerReleased", { frozen: false });

/** A step and its event, which contains the previous values; no step if nothing changes. */
function step<Type extends Exclude<PartnerEventType, "PartnerRegistered">>(
  before: Partner,
  type: Type,
  said: Partial<Partner>,
  ...[more]: Type extends "PartnerFrozen"
    ? [more: Pick<EventData[Type], "cause" | "reason">]
    : Type extends "PartnerNamePending"
      ? [more: Pick<EventData[Type], "pendingName">]
      : []
): PartnerChange {
  const fields = (Object.keys(said) as (keyof Partner)[]).filter(
    // A sandbox stays one, and nothing else becomes one.
    (field) => field !== "sandbox" && said[field] !== undefined && !saysTheSame(said[field], before[field]),
  );
  if (fields.length === 0) return { before, after: before, events: [] };
  const pick = (partner: Partial<Partner>): Partial<Partner> =>
    Object.fromEntries(fields.map((field) => [field, partner[field]]));
  const after: Partner = { ...before, ...pick(said), version: before.version + 1 };
  const base: EventData["PartnerChanged"] = { partner: after, previous: pick(before) };
  const event = {
    type,
    aggregate: before.id,
    sequence: after.version,
    sandbox: after.sandbox,
    data: { ...base, ...more },
  };
  return { before, after, events: [event] };
}

/** Two changes, one after the other. */
export const inOrder = (first: PartnerChange, second: PartnerChange): PartnerChange => ({
  before: first.before,
  after: second.after,
  events: [...first.events, ...second.events],
});
