import type { InvitationAnswer, SelfSent } from "../../shared/invitation/commands/invitation-answer.ts";
import type { InvitationReading } from "../../shared/invitation/rules/reading.ts";
import { readInvitation, summaryOf } from "../../shared/invitation/rules/reading.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { changedAnswer } from "../../shared/http/changed-answer.ts";
import { rateLimitHeaders } from "../../shared/http/rate-limit.ts";
import type { HttpAnswer } from "../../shared/http/request.ts";
import { draftInput } from "../../shared/invitation/mails/mail-input.ts";
import { mailDraft, type MailDraft } from "../../shared/invitation/mails/mail-draft.ts";
import type { WholeInvitation } from "../../shared/invitation/items/invitations.ts";
import type { Notes } from "../../shared/invitation/model.ts";

/** An invitation with the partner's own notes, as the API shows it to the partner. */
export const invitationBody = (reading: InvitationReading, notes: Notes) => ({ ...reading, ...marksOf(notes) });

const marksOf = ({ reference, notes, tags }: Notes) => ({ reference, notes, tags });

/** An invitation at a moment as lists contain it: without its message. */
export const listedBody = ({ invitation, delivery, notes }: WholeInvitation, now: Instant) => ({
  ...summaryOf(readInvitation(invitation, delivery, now)),
  ...marksOf(notes),
});

/** The position of the notes' version in an invitation's ETag. */
export const notesPart = 1;

/** The mail for a partner that sends the link itself. */
export const draftBody = async ({ invitation, link }: SelfSent): Promise<MailDraft> =>
  mailDraft(await draftInput(invitation, link));

/** The answer of a command. A new invitation has a Location; an answer with a link is never cached. */
export async function commandAnswer({
  status,
  reading,
  notes,
  draft,
  replayed,
  quotas = [],
}: InvitationAnswer): Promise<HttpAnswer> {
  const body = invitationBody(reading, notes);
  const options = { replayed, ...(status === 201 && { location: `/v1/invitations/${reading.id}` }) };
  const { headers } = changedAnswer(status, body, options, notes.version);
  return {
    status,
    body: { ...body, ...(draft && { draft: await draftBody(draft) }) },
    headers: { ...headers, ...(draft && { "cache-control": "no-store" }), ...rateLimitHeaders(quotas) },
  };
}

/** The answer to new notes. */
export const annotationAnswer = ({ invitation, delivery, notes }: WholeInvitation, now: Instant): HttpAnswer =>
  changedAnswer(200, invitationBody(readInvitation(invitation, delivery, now), notes), {}, notes.version);
