import type { InvitationAnswer } from "../../shared/commands/invitation-answer.ts";
import type { InvitationReading } from "../../shared/domain/invitation-reading.ts";
import { readInvitation } from "../../shared/domain/invitation-reading.ts";
import type { Notes } from "../../shared/domain/notes.ts";
import type { Instant } from "../../shared/domain/time.ts";
import { etagOf } from "../../shared/http/conditional.ts";
import { replayedHeader } from "../../shared/http/idempotency.ts";
import type { HttpAnswer } from "../../shared/http/request.ts";
import type { WholeInvitation } from "../../shared/store/invitations.ts";

/** An invitation as the API shows it to its partner: with the partner's own notes. */
export const invitationBody = (reading: InvitationReading, { reference, notes, tags }: Notes) => ({
  ...reading,
  reference,
  notes,
  tags,
});

/** An invitation as it stands at a moment. */
export const currentBody = ({ invitation, delivery, notes }: WholeInvitation, now: Instant) =>
  invitationBody(readInvitation(invitation, delivery, now), notes);

/** The answer of a command. A new invitation tells where it is. */
export const commandAnswer = ({ status, reading, notes, draft, replayed }: InvitationAnswer): HttpAnswer => ({
  status,
  body: { ...invitationBody(reading, notes), ...(draft && { draft }) },
  headers: {
    etag: etagOf(reading),
    ...(status === 201 && { location: `/v1/invitations/${reading.id}` }),
    ...replayedHeader(replayed),
  },
});
