import * as z from "zod/mini";
import { parseEvent } from "./stored-events.ts";
import type { StoredEvent } from "./envelope.ts";

const busEventSchema = z.object({
  "detail-type": z.string(),
  detail: z.object({ metadata: z.unknown(), data: z.unknown() }),
});

/** Parses one of our events from a message of an EventBridge rule; throws on anything else. */
export function parseDelivered(body: string): StoredEvent {
  const { "detail-type": type, detail } = busEventSchema.parse(JSON.parse(body));
  return parseEvent({ type, ...detail });
}
