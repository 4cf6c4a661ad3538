import * as z from "zod/mini";
import { invitationStatuses } from "../../shared/invitation/lifecycle.ts";
import type { Progress } from "../../shared/metrics/model.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { instant } from "../../shared/schema/primitives.ts";

/** What is read of an event's invitation. Nothing of it is about a person. */
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

/** Who complains has got the mail. */
const arrived: readonly string[] = ["delivered", "complained"];
const failed: readonly string[] = ["undelivered", "bounced", "suppressed", "rejected"];

/** What an event tells of its invitation's progress; null of one that was never sent. Throws on an event without invitation. */
export function reportIn({ metadata, data }: StoredEvent): Progress | null {
  const { invitation } = schema.parse(data);
  const { id, version, status, issuedAt, viewedAt, decidedAt, delivery } = invitation;
  if (issuedAt === null || status === "draft") return null;
  // A mail's own events are ordered by themselves: of the invitation they only know what it was when they were written.
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
