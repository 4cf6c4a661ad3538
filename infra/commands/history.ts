import { chainDigest, type EventDigest } from "../../shared/events/chain.ts";
import { parseLink } from "../../shared/events/stored-events.ts";
import { eventIdOf } from "../../shared/events/envelope.ts";
import { parseDelivery, parseInvitation, parseNotes } from "../../shared/invitation/items/item.ts";
import { table as names } from "../../shared/names.ts";
import type { RawItem } from "../../shared/table/table.ts";

/** What was found in the history of every aggregate. */
export interface HistoryCheck {
  readonly events: number;
  /** One sentence each. */
  readonly faults: readonly string[];
}

/**
 * Checks that the events of a table are the chain that was written: each names the digest of the one before it in its
 * aggregate, and the state names the last. Items can come in any order. It does not see that an aggregate is missing as a whole,
 * or that all of its digests were computed anew.
 */
export async function checkHistory(items: AsyncIterable<RawItem> | Iterable<RawItem>): Promise<HistoryCheck> {
  const ends = new Map<EventDigest, string>();
  const named = new Map<EventDigest, string>();
  const faults: string[] = [];
  let count = 0;
  // Both sides of a digest cancel each other, so that few are held at a time.
  const meet = (mine: Map<EventDigest, string>, others: Map<EventDigest, string>, digest: string, place: string) => {
    if (!others.delete(digest)) mine.set(digest, place);
  };
  for await (const item of items) {
    const place = `${String(item["PK"])} ${String(item["SK"])}`;
    if (!String(item["SK"]).startsWith(names.eventSortKeyPrefix)) {
      for (const digest of digestsIn(item)) meet(named, ends, digest, place);
      continue;
    }
    try {
      const { events, previous, salts } = parseLink(item);
      count += events.length;
      const { aggregate, sequence: first } = events[0]!.metadata;
      // Events of a part that are in an item of the whole are in its chain; the part's own begins behind them.
      if (previous !== null) meet(named, ends, previous, place);
      else if (first > 1) meet(named, ends, eventIdOf(aggregate, first - 1), place);
      for (const { metadata } of events) {
        if (metadata.aggregate !== aggregate) meet(ends, named, metadata.eventId, place);
      }
      if (!removals.has(events.at(-1)?.type ?? "")) meet(ends, named, chainDigest(previous, events, salts), place);
    } catch (error) {
      faults.push(`${place}: cannot be read (${(error as Error).message})`);
    }
  }
  for (const place of named.values()) faults.push(`${place}: the event before is missing or was changed`);
  for (const place of ends.values()) faults.push(`${place}: neither a later event nor the state follows it`);
  return { events: count, faults: faults.toSorted() };
}

/** Events that end an aggregate together with its state. */
const removals: ReadonlySet<string> = new Set(["PartnerUserRemoved"]);

/** The digests of newest events in an item; of a part of an invitation that has no chain yet, the id of its first event. */
function digestsIn(item: RawItem): string[] {
  if (item["entity"] !== "invitation") return digestsWithin(item);
  const notes = parseNotes(item);
  const unchained = notes.version > 0 && notes.eventDigest === undefined;
  return [
    ...digestsWithin([parseInvitation(item), parseDelivery(item), notes]),
    ...(unchained ? [eventIdOf(`${notes.invitationId}/notes`, notes.version)] : []),
  ];
}

/** Parts of an item can be aggregates of their own. */
const digestsWithin = (value: unknown): string[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([name, member]) =>
        name === "eventDigest" && typeof member === "string" ? [member] : digestsWithin(member),
      );
