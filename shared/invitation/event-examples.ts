import { askForNewLink, declineInvitation, requestCode } from "./rules/answers.ts";
import { createInvitation, editInvitation } from "./rules/drafts.ts";
import { cancelInvitation, expireInvitation } from "./rules/ends.ts";
import { redirectInvitation, remindInvitation, resendInvitation, sendInvitation } from "./rules/issuing.ts";
import { annotate, noNotes } from "./rules/notes.ts";
import type { Offer, InvitationTerms } from "../terms/model.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { exampleTerms } from "../terms/examples.ts";
import { exampleActors, exampleDay, exampleIds, happened } from "../asyncapi/example-setting.ts";
import { examplePolicy } from "../partner/event-examples.ts";

const id = (number: number): string => `inv_01JD000000000000000000001${number}`;
const moment = (day: number) => ({ actor: exampleActors.partner, now: exampleDay(day), delivery: null });
/** Digest of the examples' offers. */
export const exampleDigest = `sha256:${"5f".repeat(32)}` as const;

const terms: InvitationTerms = {
  ...exampleTerms,
  locale: "en",
  anotherOrganization: false,
  expiresIn: "P30D",
  reminders: null,
};
const offer: Offer = {
  partnerId: exampleIds.partner,
  partnerName: "Northwind Partner",
  partnerVerified: null,
  cloud: "public",
  customer: terms.customer.email,
  relationship: terms.relationship,
  relationshipId: null,
  anotherOrganization: false,
  permissions: terms.permissions,
  duration: terms.duration,
  autoExtend: false,
  catalogue: "2026-11",
  agreement: { version: "2026-11", hash: `sha256:${"a7".repeat(32)}` },
};
const issue = { offer, offerDigest: exampleDigest, portal: "rapport", linkEpoch: 1, codeRequired: true } as const;
const readdressed = { ...issue, mode: "email", customerId: null } as const;
const partner = { id: exampleActors.partner.id, email: "sales@partner.example" };
const about = {
  partnerId: exampleIds.partner,
  sandbox: false,
  cloud: "public",
  createdBy: partner,
  terms,
  relationshipId: null,
  customerId: null,
};

const created = createInvitation({ ...about, id: id(0) }, examplePolicy, moment(0));
const edited = editInvitation(created.after, { terms: { ...terms, expiresIn: "P14D" } }, examplePolicy, moment(0))!;
const issued = sendInvitation(edited.after, { ...issue, mode: "email" }, examplePolicy, moment(0));
const resent = resendInvitation(issued.after, { portal: "rapport", linkEpoch: 1, rotate: false }, moment(1));
const reminded = remindInvitation(resent.after, null, exampleDay(4));
const redirected = redirectInvitation("correct-address", reminded.after, readdressed, moment(5));
const handedOver = redirectInvitation("hand-over", redirected.after, readdressed, moment(6));
const asked = requestCode(handedOver.after, 1, null, exampleDay(7));

/** An invitation that the customer has seen and not answered, under another number. */
export const seenInvitation = (number: number) => ({ ...asked.after, id: id(number) });

const by = { name: "Ada", email: "it@customer.example", title: "Head of IT" };
const no = { offerDigest: exampleDigest, reason: "Not now.", by, via: "page" } as const;
const expired = expireInvitation(seenInvitation(4), null, moment(30));
const annotated = annotate(noNotes(id(0)), { reference: "order 4711", tags: ["spring"] }, false)!;

/** An invitation's life, and other ends that it might have had. */
export const invitationExamples: readonly StoredEvent[] = [
  ...happened("partner", 0, [...created.events, ...edited.events, ...issued.events, annotated.event]),
  ...happened("partner", 1, resent.events),
  ...happened("sweep", 4, reminded.events),
  ...happened("partner", 5, redirected.events),
  ...happened("customer", 6, handedOver.events),
  ...happened("customer", 7, asked.events),
  ...happened("customer", 8, declineInvitation("decline", seenInvitation(1), no, moment(8)).events),
  ...happened("customer", 8, declineInvitation("report", seenInvitation(2), no, moment(8)).events),
  ...happened(
    "partner",
    8,
    cancelInvitation(
      seenInvitation(3),
      { cancelCode: "by-partner", reason: "Asked the wrong company." },
      null,
      moment(8),
    ).events,
  ),
  ...happened("sweep", 30, expired.events),
  ...happened("customer", 31, askForNewLink(expired.after, null, moment(31))?.events ?? []),
];
