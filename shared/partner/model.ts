import * as z from "zod/mini";
import type { DomainEvent } from "../events/event.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { duration, instant, reminderEntry } from "../schema/primitives.ts";
import { idOf, personal, personalText, text, version } from "../schema/values.ts";
import { messages, verification } from "../terms/model.ts";

const partnerKinds = ["direct-reseller", "indirect-provider", "indirect-reseller"] as const;

/** Why a partner is frozen: the operator did it, or Rapport because of wrong codes or of customers' reports. */
export const freezeCauses = ["operator", "wrong-codes", "reports"] as const;
export type FreezeCause = (typeof freezeCauses)[number];

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
  /** A name that awaits the operator's approval. */
  pendingName: z.nullable(text),
  kind: z.enum(partnerKinds),
  cloud: text,
  verified: z.nullable(verification),
  locale: text,
  replyTo: personal(z.nullable(text)),
  notifications: personal(z.array(text)),
  /** Addresses for notices that have not confirmed yet. */
  notificationsWaiting: personal(z.array(text)),
  supportContact: z.nullable(supportContact),
  defaults,
  /** Part of every link; raising it revokes all links of the partner. */
  linkEpoch: version,
  frozen: z.boolean(),
  /** Whether its data is test data. It cannot be changed. */
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
  /** The newest report of each mailbox, oldest first. Mailbox and domain are pseudonyms. */
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
