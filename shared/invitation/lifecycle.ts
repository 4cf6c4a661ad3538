import type { Actor } from "../events/event.ts";
import type { InvitationEventType } from "./events.ts";
import type { Invitation } from "./model.ts";
import { allowFrom, type InStatus } from "../kernel/lifecycle.ts";

/** Statuses of an invitation. Accepted, declined and cancelled are final; an expired one can be renewed. */
export const invitationStatuses = ["draft", "pending", "accepted", "declined", "cancelled", "expired"] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

interface Row {
  readonly action: string;
  /** Empty: the action makes the invitation. */
  readonly from: readonly InvitationStatus[];
  readonly to: InvitationStatus | "same";
  readonly by: readonly Actor["kind"][];
  readonly event: InvitationEventType;
}

/** The lifecycle: guards, write conditions, tests and the diagram in docs are derived from it. */
export const invitationLifecycle = [
  { action: "create", from: [], to: "draft", by: ["partner"], event: "InvitationCreated" },
  { action: "edit", from: ["draft"], to: "same", by: ["partner"], event: "InvitationEdited" },
  { action: "send", from: ["draft"], to: "pending", by: ["partner"], event: "InvitationIssued" },
  { action: "resend", from: ["pending"], to: "same", by: ["partner"], event: "InvitationResent" },
  { action: "correct-address", from: ["pending"], to: "same", by: ["partner"], event: "InvitationRedirected" },
  { action: "hand-over", from: ["pending"], to: "same", by: ["customer"], event: "InvitationHandedOver" },
  { action: "view", from: ["pending"], to: "same", by: ["customer"], event: "InvitationViewed" },
  { action: "remind", from: ["pending"], to: "same", by: ["job"], event: "InvitationReminded" },
  { action: "request-code", from: ["pending"], to: "same", by: ["customer"], event: "InvitationCodeRequested" },
  { action: "accept", from: ["pending"], to: "accepted", by: ["customer", "callback"], event: "InvitationAccepted" },
  { action: "decline", from: ["pending"], to: "declined", by: ["customer", "callback"], event: "InvitationDeclined" },
  { action: "report", from: ["pending"], to: "declined", by: ["customer", "callback"], event: "InvitationReported" },
  {
    action: "cancel",
    from: ["draft", "pending"],
    to: "cancelled",
    by: ["partner", "system"],
    event: "InvitationCancelled",
  },
  { action: "expire", from: ["pending"], to: "expired", by: ["job", "system"], event: "InvitationExpired" },
  { action: "renew", from: ["expired"], to: "pending", by: ["partner"], event: "InvitationResent" },
  {
    action: "ask-for-new-link",
    from: ["expired"],
    to: "same",
    by: ["customer"],
    event: "InvitationRenewalRequested",
  },
] as const satisfies readonly Row[];

/** Something that can be done to an invitation. */
export type InvitationAction = (typeof invitationLifecycle)[number]["action"];

type RowOf<Action extends InvitationAction> = Extract<
  (typeof invitationLifecycle)[number],
  { readonly action: Action }
>;

/** The event of an action. */
export type InvitationEventOf<Action extends InvitationAction> = RowOf<Action>["event"];

/** An invitation from which an action may start. */
export type InvitationFor<Action extends InvitationAction> = InStatus<Invitation, RowOf<Action>["from"][number]>;

/** The row of an action. */
export const rowOf = <Action extends InvitationAction>(action: Action): RowOf<Action> =>
  // Every member of the union is the action of some row.
  invitationLifecycle.find((row): row is RowOf<Action> => row.action === action)!;

/**
 * Narrows an invitation to the statuses from which an action may start, or refuses. Apply `asOf` first where time
 * matters.
 */
export const allow = <Action extends InvitationAction>(action: Action, invitation: Invitation): InvitationFor<Action> =>
  allowFrom("invitation", rowOf(action), invitation);
