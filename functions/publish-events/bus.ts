import { PutEventsCommand, type EventBridgeClient, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { eventSource } from "../../shared/names.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";

/** What became of an event: on the bus, refused by it, or not heard by it at all. */
export type Publication = "published" | "refused" | "unheard";

/** Entries and bytes that one PutEvents takes (EventBridge quotas). */
const batchEntries = 10;
const batchBytes = 256 * 1024;
const tries = 3;

/**
 * Puts events on the bus and tells of each what became of it. Entries that fail alone are tried again alone.
 * An entry that still fails while others pass, or is too large to pass at all, is refused: waiting will not mend it.
 */
export function busPublisher({
  client,
  busName,
  pause,
}: {
  readonly client: Pick<EventBridgeClient, "send">;
  readonly busName: string;
  readonly pause: (ms: number) => Promise<void>;
}): (events: readonly StoredEvent[]) => Promise<Publication[]> {
  const put = async (entries: readonly Entry[]): Promise<Failed> => {
    try {
      const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: entries.map(({ entry }) => entry) }));
      return { entries: entries.filter((_, at) => Entries[at]?.EventId === undefined), isAnswered: true };
    } catch (error) {
      log("warn", "bus did not answer", { entries: entries.length, ...errorFields(error) });
      return { entries, isAnswered: false };
    }
  };

  return async (events) => {
    const results = new Array<Publication>(events.length).fill("published");
    const entries = events.map((event, index) => toEntry(event, index, busName));
    const tooLarge = entries.filter(({ bytes }) => bytes > batchBytes);
    const failed: Failed[] = [];
    for (const batch of batches(entries.filter(({ bytes }) => bytes <= batchBytes))) {
      let left: Failed = { entries: batch, isAnswered: false };
      for (let round = 1; left.entries.length > 0 && round <= tries; round++) {
        if (round > 1) await pause(50 * 2 ** round);
        left = await put(left.entries);
      }
      failed.push(left);
    }
    const lost = failed.reduce((sum, { entries: left }) => sum + left.length, tooLarge.length);
    const isHealthy = lost < entries.length;
    for (const { entries: left, isAnswered } of failed) {
      for (const { index } of left) results[index] = isHealthy && isAnswered ? "refused" : "unheard";
    }
    for (const { index } of tooLarge) results[index] = "refused";
    return results;
  };
}

/** What one call left over, and whether the bus said so itself. */
interface Failed {
  readonly entries: readonly Entry[];
  readonly isAnswered: boolean;
}

interface Entry {
  readonly index: number;
  readonly bytes: number;
  readonly entry: PutEventsRequestEntry;
}

function toEntry({ type, metadata, data }: StoredEvent, index: number, busName: string): Entry {
  const Detail = JSON.stringify({ metadata, data });
  const entry = {
    EventBusName: busName,
    Source: eventSource,
    DetailType: type,
    Detail,
    Time: new Date(metadata.occurredAt),
  };
  // Size as EventBridge counts it: 14 bytes for the time, and the texts in UTF-8.
  return { index, bytes: 14 + Buffer.byteLength(eventSource + type + Detail), entry };
}

function batches(entries: readonly Entry[]): Entry[][] {
  const all: Entry[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const current = all.at(-1);
    if (current === undefined || current.length === batchEntries || bytes + entry.bytes > batchBytes) {
      all.push([entry]);
      bytes = entry.bytes;
    } else {
      current.push(entry);
      bytes += entry.bytes;
    }
  }
  return all;
}
