import {
  PutEventsCommand,
  type EventBridgeClient,
  type PutEventsRequestEntry,
  type PutEventsResultEntry,
} from "@aws-sdk/client-eventbridge";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { eventSource } from "../../shared/names.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";

/** The result of publishing an event: on the bus, refused permanently, or to be retried. */
export type Publication = "published" | "refused" | "retryable";

/** Maximum number of entries and bytes of one PutEvents call (EventBridge quotas). */
const batchEntries = 10;
const batchBytes = 256 * 1024;
const tries = 5;

/**
 * Error codes of entries that a retry does not fix; source: "PutEventsResultEntry" of the EventBridge API reference.
 * Every other code counts as transient.
 */
const permanentCodes: ReadonlySet<string> = new Set([
  "AccessDeniedException",
  "InvalidAccountIdException",
  "InvalidArgument",
  "MalformedDetail",
  "NotAuthorizedForDetailTypeException",
  "NotAuthorizedForSourceException",
  "RedactionFailure",
]);

/** Errors of a whole call that its content causes, not the bus. */
const contentErrors: ReadonlySet<string> = new Set(["RequestEntityTooLargeException", "ValidationException"]);

/**
 * Publishes events on the bus and returns the result of each. Entries with a transient code are retried. Publishing stops after a
 * batch of which no entry passes, because the next one would fail as well.
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
  const put = async (entries: readonly Entry[]): Promise<Publication[] | "unanswered"> => {
    try {
      const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: entries.map(({ entry }) => entry) }));
      const codes = Entries.flatMap(({ ErrorCode }) => ErrorCode ?? []);
      if (codes.length > 0) log("warn", "bus did not take entries", { entries: entries.length, codes: codes.join() });
      return entries.map((_, at) => publicationOf(Entries[at]));
    } catch (error) {
      log("warn", "bus did not answer", { entries: entries.length, ...errorFields(error) });
      if (!(error instanceof Error && contentErrors.has(error.name))) return "unanswered";
      if (entries.length === 1) return ["refused"];
      // One entry fails the whole call, so each is sent alone.
      const alone: Publication[] = [];
      for (const entry of entries) {
        const answer = await put([entry]);
        if (answer === "unanswered") return answer;
        alone.push(...answer);
      }
      return alone;
    }
  };

  /** The results of a batch by the indexes of its entries. */
  const putBatch = async (batch: readonly Entry[]): Promise<Map<number, Publication>> => {
    const became = new Map<number, Publication>();
    let left = batch;
    for (let round = 1; left.length > 0 && round <= tries; round++) {
      if (round > 1) await pause(50 * 2 ** round);
      const answer = await put(left);
      // The client has already retried the call, and the stream retries the batch.
      if (answer === "unanswered") break;
      for (const [at, publication] of answer.entries()) {
        const entry = left[at];
        if (entry) became.set(entry.index, publication);
      }
      left = left.filter(({ index }) => became.get(index) === "retryable");
    }
    return became;
  };

  return async (events) => {
    const results = new Array<Publication>(events.length).fill("retryable");
    const entries = events.map((event, index) => toEntry(event, index, busName));
    for (const { index, bytes } of entries) if (bytes > batchBytes) results[index] = "refused";
    for (const batch of batches(entries.filter(({ bytes }) => bytes <= batchBytes))) {
      const became = await putBatch(batch);
      for (const [index, publication] of became) results[index] = publication;
      if ([...became.values()].every((publication) => publication === "retryable")) break;
    }
    return results;
  };
}

function publicationOf(result: PutEventsResultEntry | undefined): Publication {
  if (result?.EventId !== undefined) return "published";
  return permanentCodes.has(result?.ErrorCode ?? "") ? "refused" : "retryable";
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
  // The size by EventBridge's rule: 14 bytes for the time, and the texts in UTF-8.
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
