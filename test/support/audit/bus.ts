import { isDeepStrictEqual } from "node:util";
import type { PublishedEvent } from "../../../infra/local/eventbridge/eventbridge.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { asErased } from "./erased-events.ts";
import { schemaFaults } from "../contract/schemas.ts";

/**
 * Holds the bus against the table: every stored event was published as it is stored, under its own sequence; nothing else
 * was; and none more often than the faults that were injected explain.
 */
export function busFaults(
  stored: readonly StoredEvent[],
  published: readonly PublishedEvent[],
  injected: number,
): string[] {
  const heard = published.map(
    ({ detailType: type, detail }) => ({ type, ...(detail as Pick<StoredEvent, "metadata" | "data">) }) as StoredEvent,
  );
  const byId = new Map(stored.map((event) => [event.metadata.eventId, event]));
  const times = Map.groupBy(heard, ({ metadata }) => metadata.eventId);
  return [
    ...heard.flatMap(schemaFaults),
    ...heard.flatMap(({ type, metadata, data }) => {
      const { aggregate, sequence, eventId } = metadata;
      const event = byId.get(`${aggregate}:${sequence}`);
      if (event === undefined || eventId !== event.metadata.eventId) return [`${eventId} was published and not stored`];
      const asStored = { type: event.type, metadata: event.metadata, data: event.data };
      return isDeepStrictEqual({ type, metadata, data: asErased(data, event.data) }, asStored)
        ? []
        : [`${eventId} was published as another event`];
    }),
    // What registered the seeded partners and their users is not kept on the timeline.
    ...stored
      .filter(
        (event) => event.type !== "PartnerRegistered" && !isUserOfSeed(event) && !times.has(event.metadata.eventId),
      )
      .map(({ type, metadata }) => `${type} ${metadata.eventId} was not published`),
    ...[...times]
      // A fault can repeat the call and, as events of one write go out together, bring the item back from the stream.
      .filter(([, copies]) => copies.length - 1 > 2 * injected)
      .map(([eventId, { length }]) => `${eventId} was published ${length} times, and ${injected} faults were injected`),
  ];
}

/** Whether somebody was let in as the stack was seeded: neither that event nor its mails are kept. */
export const isUserOfSeed = ({ type, data: { user } }: StoredEvent): boolean =>
  type === "PartnerUserAdded" &&
  /^[a-z]+@(?:contoso|fabrikam|northwind|sandbox)-partner\.example$/.test((user as { readonly email: string }).email);
