import * as z from "zod/mini";
import type { DeliveryEventType } from "../invitation/events.ts";
import type { SendMode } from "../invitation/model.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import type { Instant } from "../kernel/time.ts";
import { instant } from "../schema/primitives.ts";
import { count, hasEvents, idOf, personal, text, version } from "../schema/values.ts";

/** What can be reported about a mail that went out. */
export const mailOutcomes = [
  "sent",
  "delayed",
  "undelivered",
  "delivered",
  "bounced",
  "complained",
  "suppressed",
  "rejected",
] as const;
export type MailOutcome = (typeof mailOutcomes)[number];

/**
 * How far the mail got. `none`: before sending, or ended before one went out; `self`: the partner sends the link;
 * `queued`: nothing reported yet.
 */
export const deliveryStatuses = ["none", "self", "queued", ...mailOutcomes] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** The delivery of a mail, a part of its own so that it does not change the invitation's ETag. */
export const delivery = z.object({
  invitationId: idOf("invitation"),
  version,
  /** The mail concerned: the sequence of the event that requested it. */
  mailSequence: count,
  status: z.nullable(z.enum(mailOutcomes)),
  /** When SES accepted it, which can be reported after the delivery. */
  takenAt: z.nullable(instant),
  at: z.nullable(instant),
  // Mail servers quote the address.
  reason: personal(z.nullable(text)),
  /** SES's id of the mail, to which reminders refer, if known. */
  messageId: z.nullable(text),
  ...hasEvents,
});
export type Delivery = DeepReadonly<z.output<typeof delivery>>;

/** A report about one mail. `messageId` is null where SES did not take it. */
export type MailReport = Pick<Delivery, "mailSequence" | "reason" | "messageId"> & {
  readonly outcome: MailOutcome;
  readonly linkVersion: number;
  readonly at: Instant;
};

/** The readable form of a delivery. */
export type DeliveryReading = Pick<Delivery, "at" | "reason"> & {
  readonly mode: SendMode | null;
  readonly status: DeliveryStatus;
};

/** A step of the delivery aggregate. */
export interface DeliveryChange {
  readonly before: Delivery | null;
  readonly after: Delivery;
  readonly type: DeliveryEventType;
}

/** Outcomes that apply to every mail of the invitation. */
export const lasting = ["bounced", "complained", "suppressed", "rejected"] as const satisfies readonly MailOutcome[];
/** Outcomes after which no more mail goes out until the invitation is sent again. */
export const deliveryStops = ["undelivered", ...lasting] as const;
export type DeliveryStop = (typeof deliveryStops)[number];
