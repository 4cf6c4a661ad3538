import type { DomainEvent } from "../../events/event.ts";
import type { EventData } from "../../events/all.ts";
import type { Delivery } from "../../delivery/model.ts";
import type { Invitation, InvitationChange } from "../model.ts";
import { rowOf, type InvitationAction, type InvitationEventOf, type InvitationStatus } from "../lifecycle.ts";
import { readInvitation, summaryOf, type InvitationReading, type InvitationSummary } from "./reading.ts";
import type { Instant } from "../../kernel/time.ts";

type BaseData = EventData["InvitationCancelled"];

/** Events that contain the message: those by which it is written or sent. */
const withMessage: readonly string[] = ["InvitationCreated", "InvitationEdited", "InvitationIssued"];

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
    invitation: withMessage.includes(row.event) ? reading : summaryOf(reading),
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

/** The invitation in the newest event of a step, with its message: what the API returns. */
export const readingOf = ({ events, after }: InvitationChange): InvitationReading => readingIn(events.at(-1)!, after);

/** What an event says of an invitation, with the message. An event that leaves it out is one after which it cannot change. */
export const readingIn = (
  { data }: { readonly data: object },
  { terms: { message } }: Invitation,
): InvitationReading => ({
  message,
  ...(data as { readonly invitation: InvitationSummary | InvitationReading }).invitation,
});
