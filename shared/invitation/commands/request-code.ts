import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import { mailboxOf } from "../../kernel/address.ts";
import { mayBeWritten } from "../../delivery/rules/address-status.ts";
import { codesStopped, mailboxUsedUp } from "../../codes/watch-rules.ts";
import { requestCode as request } from "../rules/answers.ts";
import { faultRefusal, type Refusal } from "../../kernel/refusal.ts";
import { addMinutes, dayOf, secondsLeftOfDay, type Instant } from "../../kernel/time.ts";
import { codePolicy, type IssuedCode } from "../../codes/model.ts";
import { errorFields, log } from "../../runtime/log.ts";
import { addressPlace, addressStatusOf } from "../../delivery/address-item.ts";
import { countMailedCode, triesPlan, refusedTry } from "../../codes/count-item.ts";
import { codePart } from "../../codes/item.ts";
import { invitationWrites } from "../items/invitations.ts";
import type { Table } from "../../table/table.ts";
import { actOnLink, type CustomerMoment, type LinkOutcome } from "./act-on-link.ts";
import { nothing } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/**
 * Sends a code to the invited address and invalidates older ones. `seen` is the code that the page showed: repeating
 * the form sends nothing. Refuses an address that does not receive mail.
 */
export async function requestCode(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "policy">,
  token: string,
  seen: number | null,
  moment: CustomerMoment,
): Promise<LinkOutcome> {
  const { table } = dependencies;
  let mailedFor: string | null = null;
  const outcome = await actOnLink(dependencies, token, moment, async (act) => {
    const { invitation, delivery, code, masterKey, cause } = act;
    const { email } = invitation.terms.customer;
    const address = addressPseudonym(email, masterKey);
    const mailbox = addressPseudonym(mailboxOf(email), masterKey);
    const { partnerId } = invitation;
    mailedFor = null;
    const found = await table.read({
      address: addressPlace(address),
      tries: triesPlan({ partnerId, mailbox }, moment.now),
    });
    const isReachable = mayBeWritten(addressStatusOf({ address: found.address }, partnerId));
    const isRepeated = seen !== null && code !== null && code.number > seen && code.endsAt > moment.now;
    if (isReachable && isRepeated && code.linkVersion === invitation.issue?.linkVersion) return nothing;
    const number = (code?.number ?? 0) + 1;
    const change = request(invitation, number, delivery, moment.now);
    if (!isReachable) throw unreachable();
    assertTryAllowed(refusedTry(found.tries), moment.now);
    const day = countedOn(moment.now, code, address);
    const next: IssuedCode = {
      invitationId: invitation.id,
      linkVersion: invitation.issue?.linkVersion ?? 0,
      kid: masterKey.currentKid,
      number,
      tries: 0,
      endsAt: addMinutes(moment.now, codePolicy.minutes),
      ...day,
    };
    mailedFor = partnerId;
    return { writes: invitationWrites(change, cause, codePart(next, code?.number ?? null)), opened: 0 };
  });
  if (mailedFor !== null) await countMailed(table, mailedFor, moment);
  return outcome;
}

/** An uncounted code only makes the partner's limit stricter, so a failure is logged. */
async function countMailed(table: Table, partnerId: string, { now, correlationId }: CustomerMoment): Promise<void> {
  await countMailedCode(table, partnerId, now).catch((error: unknown) => {
    log("warn", "mailed code not counted", { correlationId, partnerId, ...errorFields(error) });
  });
}

function assertTryAllowed(refused: ReturnType<typeof refusedTry>, now: Instant): void {
  if (refused === "stopped") throw codesStopped(now);
  if (refused === "mailbox-used-up") throw mailboxUsedUp(now);
}

function unreachable(): Refusal {
  const message = "Mail to this address bounced, so no code was sent. Ask the partner to correct the address.";
  return faultRefusal("suppressed-address", { pointer: "/code", code: "code-undeliverable", message });
}

/** Counts a code for the address. Refuses over the daily limit. */
function countedOn(now: Instant, earlier: IssuedCode | null, address: string): Pick<IssuedCode, "day" | "asked"> {
  const day = dayOf(now);
  const before = earlier?.day === day ? earlier.asked : {};
  const count = (before[address] ?? 0) + 1;
  if (count > codePolicy.perDay) {
    const message = `At most ${codePolicy.perDay} codes are sent a day. Try again tomorrow.`;
    const fault = { pointer: "/code", code: "code-quota", message } as const;
    throw faultRefusal("code-quota", fault, { retryAfter: secondsLeftOfDay(now) });
  }
  return { day, asked: { ...before, [address]: count } };
}
