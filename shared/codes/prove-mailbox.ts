import { codeFor } from "./code-for.ts";
import { sameText } from "../crypto/signed-token.ts";
import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { mailboxOf } from "../kernel/address.ts";
import { codesStopped, mailboxUsedUp, stopCodes, wrongSince } from "./watch-rules.ts";
import { digitsOf } from "./rules.ts";
import type { Invitation } from "../invitation/model.ts";
import type { FaultCode } from "../kernel/fault-code.ts";
import { faultRefusal, type Refusal } from "../kernel/refusal.ts";
import { type Instant, dayOf } from "../kernel/time.ts";
import { recordTry, closeDay, codeStopWrites, readCodeWatch, readWrongCodes } from "./count-item.ts";
import { takeTry } from "./item.ts";
import type { IssuedCode } from "./model.ts";
import type { CustomerAct } from "../invitation/commands/act-on-link.ts";
import type { Dependencies } from "../transaction/dependencies.ts";
import { freezePartner } from "../partner/rules/changes.ts";
import type { Cause } from "../events/envelope.ts";
import { present } from "../table/places.ts";
import { changingPartnerPlace, partnerPlace, partnerWrites } from "../partner/items/partners.ts";
import type { Table } from "../table/table.ts";
import { done, type Reads } from "../transaction/commit.ts";
import { execute } from "../transaction/execute.ts";

type Needs = Pick<Dependencies, "table" | "policy">;

/** Takes a try and compares the code; null if none is needed. Call it last, so that other faults cost no try. */
async function takeProof(
  needs: Needs,
  act: CustomerAct,
  given: string | null,
  now: Instant,
): Promise<IssuedCode | null> {
  const { invitation, masterKey } = act;
  if (invitation.issue === null || given === null) return null;
  await act.assertStands();
  const code = await takeTry(needs.table, invitation.id, invitation.issue.linkVersion, now);
  const expected = code && codeFor(code, masterKey);
  if (code === null || expected === null) {
    throw refusedCode("code-none", "There is no valid code, or it was tried too often. Request a new one.");
  }
  const isRight = sameText(digitsOf(given) ?? "", expected);
  await assertTryAllowed(needs, act, isRight);
  if (!isRight) throw refusedCode("code-wrong", "This is not the code from the newest mail.");
  return code;
}

/** Counts the try for mailbox and partner, and refuses it over a daily limit. */
async function assertTryAllowed({ table, policy }: Needs, act: CustomerAct, isRight: boolean): Promise<void> {
  const { invitation, masterKey, cause } = act;
  const { partnerId, terms } = invitation;
  const mailbox = addressPseudonym(mailboxOf(terms.customer.email), masterKey);
  const countsAgainstPartner = !isPassedOn(invitation);
  const tryOutcome = await recordTry(table, { partnerId, mailbox, isRight, countsAgainstPartner }, cause.now);
  if (tryOutcome.kind === "mailbox-used-up") throw mailboxUsedUp(cause.now);
  if (tryOutcome.kind === "stopped") {
    await ensureCodesStopped(table, cause);
    throw codesStopped(cause.now);
  }
  if (!tryOutcome.isCounted) return;
  if (tryOutcome.stops) await ensureCodesStopped(table, cause);
  await freezeForWrongCodes(table, policy.wrongCodesToFreeze, cause);
}

/** Whether the request was handed over, by a link that the partner never had. */
const isPassedOn = ({ issue }: Invitation): boolean =>
  issue !== null && issue.handOverVersion !== null && issue.mode !== "self";

const refusedCode = (code: FaultCode, message: string): Refusal =>
  faultRefusal("code-wrong", { pointer: "/code", code, message });

/** Proves the mailbox once over all rounds, unless a newer code was sent in between. */
export const proveMailbox = (
  needs: Needs,
  act: CustomerAct,
  given: string | null,
  now: Instant,
): Promise<IssuedCode | null> =>
  act.once(
    () => takeProof(needs, act, given, now),
    (proof) => proof?.number === act.code?.number,
  );

/** Stops the codes of a partner for the rest of the day, once. The event alarms the operator. */
async function ensureCodesStopped(table: Table, cause: Cause): Promise<void> {
  const { partnerId, now } = cause;
  const load = async (reads: Reads) => {
    const counted = await readCodeWatch(reads, partnerId, dayOf(now));
    const { sandbox } = await reads.read(present(partnerPlace(partnerId)));
    return { ...counted, sandbox };
  };
  await execute(table, cause, load, async ({ watch, wrongCodes, sandbox }, { once }) => {
    const stop = stopCodes(watch, wrongCodes, sandbox);
    if (stop === null) return done();
    await once(() => closeDay(table, partnerId, wrongCodes.day));
    return done(codeStopWrites(watch, stop, bySystem(cause)));
  });
}

/** Freezes a partner on whose requests too many wrong codes were entered in the last days, until the operator has looked. */
async function freezeForWrongCodes(table: Table, threshold: number, cause: Cause): Promise<void> {
  const { partnerId, now } = cause;
  const { days, released } = await readWrongCodes(table, partnerId, now);
  const wrong = wrongSince(released, days);
  if (wrong < threshold) return;
  const load = (reads: Reads) => reads.read(present(changingPartnerPlace(partnerId)));
  await execute(table, cause, load, ({ partner, newest }) => {
    const change = freezePartner(
      partner,
      "wrong-codes",
      `${wrong} wrong codes were entered on its requests within ${days.length} days.`,
    );
    const writes = change.events.length === 0 ? [] : partnerWrites(change, bySystem(cause), newest);
    return done(writes);
  });
}

const bySystem = (cause: Cause): Cause => ({ ...cause, actor: { kind: "system", id: "rapport" } });
