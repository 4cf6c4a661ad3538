import * as z from "zod/mini";
import type { DomainEvent } from "../events/event.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { duration, instant, reminderEntry } from "../schema/primitives.ts";
import { idOf, personal, personalText, text, version } from "../schema/values.ts";
import { messages, verification } from "../terms/model.ts";

/** How a partner trades. */
const partnerKinds = ["direct-reseller", "indirect-provider", "indirect-reseller"] as const;

/** Why a partner is frozen: the operator did it, or Rapport because of wrong codes or of customers' reports. */
export const freezeCauses = ["operator", "wrong-codes", "reports"] as const;
export type FreezeCause = (typeof freezeCauses)[number];

/** Contact for customers. */
const supportContact = z.object({
  name: personalText,
  email: personal(z.nullable(text)),
  phone: personal(z.nullable(text)),
});

/** Defaults of a partner's invitations; null for the shipped ones. */
const defaults = z.object({
  expiresIn: z.nullable(duration),
  reminders: z.nullable(z.array(reminderEntry)),
  permissions: z.nullable(z.array(text)),
  messages: personal(messages),
});

/** An organisation that resells or manages services for customers; a tenant of Rapport. */
export const partner = z.object({
  id: idOf("partner"),
  version,
  displayName: text,
  /** A name that the partner wants and the operator has to approve. */
  pendingName: z.nullable(text),
  kind: z.enum(partnerKinds),
  cloud: text,
  verified: z.nullable(verification),
  locale: text,
  replyTo: personal(z.nullable(text)),
  notifications: personal(z.array(text)),
  /** Addresses that have not confirmed yet that they want the partner's notices. */
  notificationsWaiting: personal(z.array(text)),
  supportContact: z.nullable(supportContact),
  defaults,
  /** Part of every link; raising it kills all of the partner's links in one write. */
  linkEpoch: version,
  frozen: z.boolean(),
  /** Whether all that it makes is test data. Set by its registration, for good. */
  sandbox: z.boolean(),
  registeredAt: instant,
});
export type Partner = DeepReadonly<z.output<typeof partner>>;
export type PartnerDefaults = Partner["defaults"];

/** The fields that decide whether a partner's links work. */
export const standing = z.object({ linkEpoch: partner.shape.linkEpoch, frozen: partner.shape.frozen });
export type PartnerStanding = DeepReadonly<z.output<typeof standing>>;

/** Recent reports on a partner, since the operator's last review. */
export const abuseReports = z.object({
  partnerId: z.string(),
  version: z.number(),
  /** The newest report of each mailbox that counts, the oldest first; mailbox and mail domain are pseudonyms. */
  reports: z.array(z.object({ mailbox: z.string(), domain: z.string(), at: instant })),
});
export type AbuseReports = DeepReadonly<z.output<typeof abuseReports>>;
export type AbuseReport = AbuseReports["reports"][number];

/** Steps of a partner: the state before (null when it is registered), the state after, one event for each version between. */
export interface PartnerChange {
  readonly before: Partner | null;
  readonly after: Partner;
  readonly events: readonly DomainEvent[];
}
