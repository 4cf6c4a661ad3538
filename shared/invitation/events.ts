import * as z from "zod/mini";
import { mailOutcomes } from "../delivery/model.ts";
import { invitationStatuses } from "./lifecycle.ts";
import { invitationReading, invitationSummary } from "./answers.ts";
import { relationship } from "../relationship/answers.ts";
import { described } from "../openapi/values.ts";
import { idOf, version } from "../schema/values.ts";
import { documented } from "../schema/documented.ts";
import { event } from "../asyncapi/description.ts";

const steps = {
  invitation: invitationSummary,
  previousStatus: described(z.nullable(z.enum(invitationStatuses)), "The previous status; null for a new one."),
};
const step = z.strictObject(steps);
const worded = z.strictObject({ ...steps, invitation: invitationReading });
const mailStep = z.strictObject({
  invitation: invitationSummary,
  previousStatus: described(z.nullable(z.enum(mailOutcomes)), "The previous outcome; null if nothing was reported."),
});
const acceptance = z.strictObject({ ...steps, relationship });
const codeRequest = z.strictObject({
  ...steps,
  code: z
    .strictObject({ number: described(version, "Number of the code; never the code itself.") })
    .register(documented, { description: "The code that is mailed." }),
});
const annotation = z.strictObject({
  invitationId: idOf("invitation"),
  changed: described(z.array(z.enum(["reference", "notes", "tags"])), "The changed fields, without their content."),
});

/** What happens to invitations. */
export const invitationEvents = {
  InvitationCreated: event("The partner created an invitation.", worded),
  InvitationEdited: event("The partner edited a draft.", worded),
  InvitationIssued: event("An invitation was sent: its offer is frozen and its link works.", worded),
  InvitationResent: event("An open or expired invitation was sent again, with a new end.", step),
  InvitationRedirected: event("The partner corrected the address.", step),
  InvitationHandedOver: event("The customer handed the request to a colleague.", step),
  InvitationViewed: event("A person viewed the page for the first time.", step),
  InvitationReminded: event("A reminder is due.", step),
  InvitationCodeRequested: event("The customer requested a code by mail.", codeRequest),
  InvitationAccepted: event("The customer accepted all or part of it.", acceptance),
  InvitationDeclined: event("The customer declined.", step),
  InvitationReported: event(
    "The customer reported that it does not know the partner, which declines the invitation.",
    step,
  ),
  InvitationCancelled: event("The partner cancelled the invitation, or a draft became too old.", step),
  InvitationExpired: event("The invitation ended without an answer.", step),
  InvitationRenewalRequested: event("The customer asked for a new link after the end.", step),
  InvitationAnnotated: event("The partner changed its own notes.", annotation),
};

/** Events of the invitation itself, one per row of its lifecycle. */
export type InvitationEventType = Exclude<keyof typeof invitationEvents, "InvitationAnnotated">;

/** What happens to their mails. */
export const deliveryEvents = {
  InvitationMailed: event("The mail service accepted the mail.", mailStep),
  InvitationDelivered: event("The mail was delivered.", mailStep),
  InvitationDelayed: event("The mail is delayed.", mailStep),
  InvitationUndelivered: event(
    "The mail service gave up after several attempts. The address is not suppressed, and the invitation can be sent again.",
    mailStep,
  ),
  InvitationBounced: event("The recipient's mail system permanently refused the mail.", mailStep),
  InvitationComplained: event("The customer reported the mail as unwanted.", mailStep),
  InvitationSuppressed: event("The address is suppressed, so no mail was sent.", mailStep),
  InvitationRejected: event(
    "The mail was refused for its content, or withheld because the partner was frozen or had revoked its links.",
    mailStep,
  ),
  InvitationDraftRead: event("The partner read the link to send it by hand.", mailStep),
};

/** Events of an invitation's mail. */
export type DeliveryEventType = keyof typeof deliveryEvents;
