import * as z from "zod/mini";
import { mailOutcomes } from "../delivery/model.ts";
import { invitationStatuses } from "./lifecycle.ts";
import { invitationReading } from "./answers.ts";
import { relationship } from "../relationship/answers.ts";
import { described } from "../openapi/values.ts";
import { idOf, version } from "../schema/values.ts";
import { documented } from "../schema/documented.ts";
import { told } from "../asyncapi/description.ts";

const steps = {
  invitation: invitationReading,
  previousStatus: described(z.nullable(z.enum(invitationStatuses)), "Where it stood before; null for a new one."),
};
const step = z.strictObject(steps);
const mailStep = z.strictObject({
  invitation: invitationReading,
  previousStatus: described(z.nullable(z.enum(mailOutcomes)), "What was known of the mail before; null for nothing."),
});
const acceptance = z.strictObject({ ...steps, relationship });
const codeRequest = z.strictObject({
  ...steps,
  code: z
    .strictObject({ number: described(version, "Which code of the invitation; never the code itself.") })
    .register(documented, { description: "The code that goes out." }),
});
const annotation = z.strictObject({
  invitationId: idOf("invitation"),
  changed: described(
    z.array(z.enum(["reference", "notes", "tags"])),
    "Which marks; what they say is the partner's own.",
  ),
});

/** What happens to invitations. */
export const invitationEvents = {
  InvitationCreated: told("A partner wrote an invitation.", step),
  InvitationEdited: told("A partner rewrote a draft.", step),
  InvitationIssued: told("An invitation was sent: its offer is frozen, its link lives.", step),
  InvitationResent: told("An invitation goes out again, open or expired, with a new end.", step),
  InvitationRedirected: told("A partner corrected the address.", step),
  InvitationHandedOver: told("The customer handed the request to a colleague.", step),
  InvitationViewed: told("A person used the page for the first time.", step),
  InvitationReminded: told("A reminder is due.", step),
  InvitationCodeRequested: told("The customer asked for a code by mail.", codeRequest),
  InvitationAccepted: told("The customer said yes to all or some of it.", acceptance),
  InvitationDeclined: told("The customer said no.", step),
  InvitationReported: told("The customer does not know the partner, which is a no.", step),
  InvitationCancelled: told("The partner took it back, or a draft grew too old.", step),
  InvitationExpired: told("Its time is over without an answer.", step),
  InvitationRenewalRequested: told("The customer came late and wants a new link.", step),
  InvitationAnnotated: told("The partner changed its own marks.", annotation),
};

/** Events of the invitation itself, one per row of its lifecycle. */
export type InvitationEventType = Exclude<keyof typeof invitationEvents, "InvitationAnnotated">;

/** What happens to their mails. */
export const deliveryEvents = {
  InvitationMailed: told("The mail was taken for delivery.", mailStep),
  InvitationDelivered: told("The mail arrived.", mailStep),
  InvitationDelayed: told("The mail is late.", mailStep),
  InvitationUndelivered: told(
    "The mail service gave up after several attempts. The address is not suppressed, and the invitation can be sent again.",
    mailStep,
  ),
  InvitationBounced: told("The mail system of the recipient refused the mail for good.", mailStep),
  InvitationComplained: told("The customer called the mail unwanted.", mailStep),
  InvitationSuppressed: told("The address gets no mails, so none went out.", mailStep),
  InvitationRejected: told(
    "The mail was refused for its content, or kept back: its partner was frozen or had taken its links back.",
    mailStep,
  ),
  InvitationDraftRead: told("The partner took the link in hands.", mailStep),
};

/** Events of an invitation's mail. */
export type DeliveryEventType = keyof typeof deliveryEvents;
