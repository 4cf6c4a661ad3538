import { acceptInvitation, assertAcceptable, type Acceptance } from "../invitation/rules/acceptance.ts";
import { mailOutcomes, type DeliveryChange } from "../delivery/model.ts";
import { deliveryEvent, recordDraftRead, recordReport } from "../delivery/rules/progress.ts";
import type { Invitation } from "../invitation/model.ts";
import { readInvitation, summaryOf } from "../invitation/rules/reading.ts";
import { amendRelationship, establishRelationship } from "../relationship/rules/changes.ts";
import { newGrant } from "../relationship/rules/grants.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { exampleActors, exampleDay, exampleIds, happened } from "./example-setting.ts";
import { exampleDigest, seenInvitation } from "../invitation/event-examples.ts";

const acceptance: Acceptance = {
  offerDigest: exampleDigest,
  granted: ["users.admin"],
  duration: "P180D",
  agreed: true,
  isAgreementNew: true,
  reason: null,
  codeFault: null,
  by: { name: "Ada", email: "it@customer.example", title: "Head of IT" },
  via: "page",
};
const accepted = acceptInvitation(assertAcceptable(seenInvitation(5), acceptance, [], exampleDay(8)), acceptance, {
  actor: exampleActors.customer,
  now: exampleDay(8),
  delivery: null,
  amended: null,
  relationshipId: exampleIds.relationship,
  customerId: exampleIds.customer,
});
const customer = {
  id: exampleIds.customer,
  name: "Customer Ltd",
  organization: "Customer Ltd",
  domain: "customer.example",
  founded: true,
};

const mailed = seenInvitation(6);
const added = newGrant("licenses.admin", { duration: "P90D", autoExtend: true }, exampleDay(9));
const amendment = { invitationId: mailed.id, asked: ["users.admin", "licenses.admin"], grants: [added] };

/** What becomes of a relationship first. */
export const amendedExample = amendRelationship(accepted.relationship, { ...amendment, now: exampleDay(9) });

const eventOf = (invitation: Invitation, change: DeliveryChange) =>
  deliveryEvent(change, {
    invitation: summaryOf(readInvitation(invitation, change.after, exampleDay(7))),
    previousStatus: change.before?.status ?? null,
  });
const reports = mailOutcomes.map((outcome) => ({
  outcome,
  mailSequence: mailed.issue?.mailSequence ?? 0,
  linkVersion: mailed.issue?.linkVersion ?? 0,
  at: exampleDay(7),
  reason: outcome === "bounced" ? "smtp; 550 it@customer.example unknown" : null,
  messageId: null,
}));

/** What mails and answers bring about. */
export const answerExamples: readonly StoredEvent[] = [
  ...happened(
    "ses",
    7,
    reports.flatMap((report) => recordReport(mailed, null, report)).map((step) => eventOf(mailed, step)),
  ),
  ...happened("partner", 7, [eventOf(mailed, recordDraftRead(mailed, null))]),
  ...happened("customer", 8, accepted.change.events),
  ...happened("customer", 8, [establishRelationship(accepted.relationship, customer, exampleDay(8)).event]),
  ...happened(
    "customer",
    9,
    amendedExample.map(({ event }) => event),
  ),
];
