import { requestCode as request } from "../domain/invitation-answers.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Instant } from "../domain/time.ts";
import { codePolicy } from "../policy/codes.ts";
import { codeWrite, parseCode, type IssuedCode } from "../store/codes.ts";
import { invitationWrites } from "../store/invitations.ts";
import { keys } from "../store/keys.ts";
import { partnerStandsCheck } from "../store/partners.ts";
import { attempt } from "./attempt.ts";
import {
  assertPartnerStands,
  causedByCustomer,
  loadForCustomer,
  type CustomerMoment,
  type LinkOutcome,
} from "./customer-answer.ts";
import { customerOf } from "./customer-of.ts";
import type { Dependencies } from "./dependencies.ts";
import { openLink } from "./open-link.ts";

/** A customer asks for a code to the invited address. The mail follows from the event; older codes die. */
export async function requestCode(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  token: string,
  moment: CustomerMoment,
): Promise<LinkOutcome> {
  const key = await masterKey();
  return attempt(async (round) => {
    const opened = await openLink(token, key, async (link) => {
      const found = await loadForCustomer(table, link);
      return found && { ...found, code: await table.get(keys.code(link.invitationId)) };
    });
    if (opened.kind !== "found") return opened.kind;
    const { invitation, delivery, link, code } = opened.found;
    if (round > 0) await assertPartnerStands(table, invitation.partnerId, link);

    const earlier = code ? parseCode(code) : null;
    const next = nextCode(
      earlier,
      { invitationId: link.invitationId, linkVersion: link.version, kid: key.currentKid },
      moment.now,
    );
    const change = request(invitation, next.number, delivery, moment.now);
    const cause = causedByCustomer(
      invitation,
      (await customerOf(invitation.terms.customer.email, key)).customerId,
      moment,
    );
    await table.transact([
      ...invitationWrites(change, cause),
      codeWrite(next, earlier?.number ?? null),
      partnerStandsCheck(invitation.partnerId, link.epoch),
    ]);
    return "done";
  });
}

function nextCode(
  earlier: IssuedCode | null,
  numbers: Pick<IssuedCode, "invitationId" | "linkVersion" | "kid">,
  now: Instant,
): IssuedCode {
  const day = now.slice(0, 10);
  const onDay = (earlier?.day === day ? earlier.onDay : 0) + 1;
  if (onDay > codePolicy.perDay) {
    throw new Refusal("code-quota", `At most ${codePolicy.perDay} codes are sent a day. Try again tomorrow.`, {
      faults: [{ pointer: "/code", message: `At most ${codePolicy.perDay} codes are sent a day. Try again tomorrow.` }],
    });
  }
  const endsAt = new Date(Date.parse(now) + codePolicy.minutes * 60_000).toISOString();
  return { ...numbers, number: (earlier?.number ?? 0) + 1, tries: 0, endsAt, day, onDay };
}
