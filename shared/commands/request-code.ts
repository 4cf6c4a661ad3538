import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { mayBeWritten } from "../domain/address-standing.ts";
import { requestCode as request } from "../domain/invitation-answers.ts";
import { Refusal } from "../domain/refusal.ts";
import { dayOf, secondsLeftOfDay, type Instant } from "../domain/time.ts";
import { codePolicy } from "../policy/codes.ts";
import { parseStanding } from "../store/addresses.ts";
import { codeWrite, type IssuedCode } from "../store/codes.ts";
import { invitationWrites } from "../store/invitations.ts";
import { keys } from "../store/keys.ts";
import { actOnLink, type CustomerMoment, type LinkOutcome } from "./act-on-link.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * A customer asks for a code to the invited address. The mail follows from the event; older codes die. Who saw the code
 * `seen` and asks is sent the next one once, however often the page is sent: null asks in any case. Refused where no mail
 * goes to the address (product table, row 17): a code would be promised that never comes.
 */
export const requestCode = (
  dependencies: Pick<Dependencies, "table" | "masterKey" | "policy">,
  token: string,
  seen: number | null,
  moment: CustomerMoment,
): Promise<LinkOutcome> =>
  actOnLink(dependencies, token, moment, async ({ invitation, delivery, code, masterKey, cause }) => {
    const address = addressPseudonym(invitation.terms.customer.email, masterKey);
    const item = await dependencies.table.get(keys.address(address));
    const isReachable = mayBeWritten(parseStanding({ address: item, senders: null }, invitation.partnerId));
    const isRepeated = seen !== null && code !== null && code.number > seen && code.endsAt > moment.now;
    if (isReachable && isRepeated && code.linkVersion === invitation.issue?.linkVersion) return [];
    const number = (code?.number ?? 0) + 1;
    const change = request(invitation, number, delivery, moment.now);
    if (!isReachable) throw unreachable();
    const day = countedOn(moment.now, code, address);
    const next: IssuedCode = {
      invitationId: invitation.id,
      linkVersion: invitation.issue?.linkVersion ?? 0,
      kid: masterKey.currentKid,
      number,
      tries: 0,
      endsAt: new Date(Date.parse(moment.now) + codePolicy.minutes * 60_000).toISOString(),
      ...day,
    };
    return [...invitationWrites(change, cause), codeWrite(next, code?.number ?? null)];
  });

function unreachable(): Refusal {
  const message = "Mail to this address does not arrive, so no code is sent. Ask the partner to correct the address.";
  const faults = [{ pointer: "/code", message, code: "code-undeliverable" }];
  return new Refusal("suppressed-address", message, { faults });
}

/** The counts of the day with one more for the address; refuses when the day's codes to it are used up. */
function countedOn(now: Instant, earlier: IssuedCode | null, address: string): Pick<IssuedCode, "day" | "asked"> {
  const day = dayOf(now);
  const before = earlier?.day === day ? earlier.asked : {};
  const count = (before[address] ?? 0) + 1;
  if (count > codePolicy.perDay) {
    const message = `At most ${codePolicy.perDay} codes are sent a day. Try again tomorrow.`;
    throw new Refusal("code-quota", message, {
      faults: [{ pointer: "/code", message, code: "code-quota" }],
      retryAfter: secondsLeftOfDay(now),
    });
  }
  return { day, asked: { ...before, [address]: count } };
}
