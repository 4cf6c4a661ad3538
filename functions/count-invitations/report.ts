import * as z from "zod/mini";
import { invitationStatuses } from "../../shared/invitation/lifecycle.ts";
import type { Progress } from "../../shared/metrics/model.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { instant } from "../../shared/schema/primitives.ts";

/** The fields that are read of an event's invitation. None is personal. */
const schema = z.object({
  invitation: z.object({
    id: z.string(),
    version: z.number(),
    status: z.enum(invitationStatuses),
    issuedAt: z.nullable(instant),
    viewedAt: z.nullable(instant),
    decidedAt: z.nullable(instant),
    delivery: z.object({ status: z.string() }),
  }),
});

/** A complaint means that the mail was delivered. */
const arrived: readonly string[] = ["delivered", "complained"];
const failed: readonly string[] = ["undelivered", "bounced", "suppressed", "rejected"];

/** The progress of an event's invitation; null if it was never sent. Throws if the event has no invitation. */
export function reportIn({ metadata, data }: StoredEvent): Progress | null {
  const { invitation } = schema.parse(data);
  const { id, version, status, issuedAt, viewedAt, decidedAt, delivery } = invitation;
  if (issuedAt === null || status === "draft") return null;
  // Delivery events have their own sequence; their copy of the invitation may be out of date.
  const isOwn = metadata.aggregate === id;
  return {
    invitationId: id,
    partnerId: metadata.partnerId ?? "",
    sentAt: issuedAt,
    delivered: arrived.includes(delivery.status),
    bounced: failed.includes(delivery.status),
    opened: viewedAt !== null,
    ...(isOwn ? { status, decidedAt, sequence: version } : { status: "pending", decidedAt: null, sequence: 0 }),
  };
}
