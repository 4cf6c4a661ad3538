import type { DomainEvent } from "../../events/event.ts";
import type { EventData } from "../../events/all.ts";
import type { Delivery } from "../../delivery/model.ts";
import type { Invitation, InvitationChange } from "../model.ts";
import { rowOf, type InvitationAction, type InvitationEventOf, type InvitationStatus } from "../lifecycle.ts";
import { readInvitation, summaryOf, type InvitationReading, type InvitationSummary } from "./reading.ts";
import type { Instant } from "../../kernel/time.ts";

type BaseData = EventData["InvitationCancelled"];

/** Events that contain the partner's own words: those by which they are written or sent. */
const withOwnWords: readonly string[] = ["InvitationCreated", "InvitationEdited", "InvitationIssued"];

type ExtraOf<Action extends InvitationAction> =
  InvitationEventOf<Action> extends "InvitationAccepted" | "InvitationCodeRequested"
    ? [extra: Omit<EventData[InvitationEventOf<Action>], keyof BaseData>]
    : [];

/** Builds a step with its event. Throws if the lifecycle does not allow the new status. */
export function changeOf<Action extends InvitationAction, After extends Invitation>(
  action: Action,
  before: Invitation | null,
  after: After,
  delivery: Delivery | null,
  now: Instant,
  ...[extra]: ExtraOf<Action>
): InvitationChange<After> {
  const row = rowOf(action);
  const to: InvitationStatus | undefined = row.to === "same" ? before?.status : row.to;
  if (after.status !== to) throw new Error(`${action} leads to ${to}, not to ${after.status}`);
  const eventAt = before?.eventAt !== undefined && before.eventAt > now ? before.eventAt : now;
  const reading = readInvitation({ ...after, eventAt }, delivery, now);
  const base: BaseData = {
    invitation: withOwnWords.includes(row.event) ? reading : summaryOf(reading),
    previousStatus: before?.status ?? null,
  };
  const event: DomainEvent = {
    type: row.event,
    aggregate: after.id,
    sequence: after.version,
    sandbox: after.sandbox,
    data: { ...base, ...extra },
  };
  return { action, before, after, events: [event] };
}

/** Two steps in one write: only the last state is kept, every event is. */
export const together = <After extends Invitation>(
  first: InvitationChange,
  second: InvitationChange<After>,
): InvitationChange<After> => ({
  action: first.action,
  before: first.before,
  after: second.after,
  events: [...first.events, ...second.events],
});

/** The invitation in the newest event of a step, with the partner's own words: what the API returns. */
export const readingOf = ({ events, after }: InvitationChange): InvitationReading => readingIn(events.at(-1)!, after);

/** What an event says of an invitation, with the partner's own words. After an event without them they cannot change. */
export const readingIn = (
  { data }: { readonly data: object },
  { terms: { message, purpose, purposes } }: Invitation,
): InvitationReading => ({
  ...{ message, purpose, purposes },
  ...(data as { readonly invitation: InvitationSummary | InvitationReading }).invitation,
});
