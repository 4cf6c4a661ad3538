import type { DomainEvent } from "../events/event.ts";
import type { EventOf } from "../events/event-data.ts";
import type { Verification } from "../terms/model.ts";
import { shippedDefaults, type PartnerDefaults } from "./rules/defaults.ts";
import { assertNoticesInSandbox } from "./rules/sandbox.ts";
import type { Instant } from "../kernel/time.ts";

/** How a partner trades. */
export const partnerKinds = ["direct-reseller", "indirect-provider", "indirect-reseller"] as const;

/** Why a partner is frozen: the operator did it, or Rapport because of wrong codes or of customers' reports. */
export const freezeCauses = ["operator", "wrong-codes", "reports"] as const;
export type FreezeCause = (typeof freezeCauses)[number];

/** Whom a customer may turn to. */
export interface SupportContact {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** An organisation that resells or manages services for customers; a tenant of Rapport. */
export interface Partner {
  readonly id: string;
  readonly version: number;
  readonly displayName: string;
  /** A name that the partner wants and the operator has to approve. */
  readonly pendingName: string | null;
  readonly kind: (typeof partnerKinds)[number];
  readonly cloud: string;
  readonly verified: Verification | null;
  readonly locale: string;
  readonly replyTo: string | null;
  readonly notifications: readonly string[];
  /** Addresses that have not confirmed yet that they want the partner's notices. */
  readonly notificationsWaiting: readonly string[];
  readonly supportContact: SupportContact | null;
  /** What its invitations say where nothing else is said. */
  readonly defaults: PartnerDefaults;
  /** Part of every link; raising it kills all of the partner's links in one write. */
  readonly linkEpoch: number;
  readonly frozen: boolean;
  /** Whether all that it makes is test data. Set by its registration, for good. */
  readonly sandbox: boolean;
  readonly registeredAt: Instant;
}

/** What the operator says of a new partner. */
export type PartnerInput = Pick<Partner, "displayName" | "kind" | "cloud" | "locale" | "replyTo" | "notifications"> & {
  readonly sandbox?: boolean;
  readonly verified: { readonly how: string } | null;
};

/**
 * Sorts the addresses that a partner names for its notices. One that is known takes effect at once, since it belongs to a
 * user of the partner or has confirmed before; every other waits until it confirms from its own mailbox.
 */
export function sortNotifications(
  named: readonly string[],
  known: readonly string[],
): Pick<Partner, "notifications" | "notificationsWaiting"> {
  const addresses = [...new Set(named)];
  return {
    notifications: addresses.filter((address) => known.includes(address)),
    notificationsWaiting: addresses.filter((address) => !known.includes(address)),
  };
}

/** Steps of a partner: the state before (null when it is registered), the state after, one event for each version between. */
export interface PartnerChange {
  readonly before: Partner | null;
  readonly after: Partner;
  readonly events: readonly DomainEvent[];
}

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
