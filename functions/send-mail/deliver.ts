import { recipientOf } from "../../shared/commands/recipient.ts";
import { recordDelivery } from "../../shared/commands/record-delivery.ts";
import { mayBeAsked, mayBeWritten, type AddressStanding } from "../../shared/domain/address-standing.ts";
import type { MailReport } from "../../shared/domain/delivery.ts";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import type { MailKind } from "../../shared/mail/tags.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import { parseStanding } from "../../shared/store/addresses.ts";
import { keys } from "../../shared/store/keys.ts";
import {
  claimMail,
  mailClaimKey,
  mailClaimWrite,
  releaseMail,
  type MailClaim,
} from "../../shared/store/mail-claims.ts";
import type { Table } from "../../shared/store/table.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import type { Mailing } from "./mailing.ts";
import { failureOf, type postOffice } from "./post-office.ts";

/** What delivering needs. */
export interface DeliverDependencies {
  readonly table: Table;
  readonly post: ReturnType<typeof postOffice>;
  readonly clock: Clock;
}

/** One mail of an event, and the claim that says it went out. */
interface Delivering {
  readonly event: StoredEvent;
  readonly mailing: Mailing;
  readonly claim: MailClaim;
}

/** Whether a kind of mail may go to an address (product table, row 17). */
const mayGo: Record<MailKind, (standing: AddressStanding) => boolean> = {
  invitation: mayBeAsked,
  reminder: (standing) => mayBeAsked(standing) && !standing.unsubscribed,
  code: mayBeWritten,
  notice: mayBeWritten,
  "sign-in": mayBeWritten,
};

/** Sends one mail of an event: a reminder or an announcement at most once, every other at least once, none to an address that gets none. */
export async function deliver(
  dependencies: DeliverDependencies,
  event: StoredEvent,
  mailing: Mailing,
  masterKey: MasterKey,
): Promise<void> {
  const { eventId, partnerId } = event.metadata;
  const { address, customerId } = await recipientOf(mailing.to, masterKey);
  const claim = { eventId, kind: mailing.kind, address };
  const delivering = { event, mailing, claim };
  const [claimed, item, senders, pointless] = await dependencies.table.getMany([
    mailClaimKey(claim),
    keys.address(address),
    keys.senders(customerId),
    ...(mailing.unless ? [mailing.unless] : []),
  ]);
  if (claimed || pointless) return;
  if (mailing.withheld !== undefined)
    return report(dependencies, delivering, { outcome: "rejected", reason: mailing.withheld });
  if (!mayGo[mailing.kind](parseStanding({ address: item, senders }, partnerId)))
    return report(dependencies, delivering, notMailed);
  await (isAnnouncement(delivering) ? sendAtMostOnce : sendAtLeastOnce)(dependencies, delivering);
}

/** What is sent because its time has come: nobody waits for it, so twice is worse than never. */
const isAnnouncement = ({ event, mailing }: Delivering): boolean =>
  mailing.kind === "reminder" || event.type === "PermissionsExpiring";

type Outcome = Pick<MailReport, "outcome" | "reason">;
const sent: Outcome = { outcome: "sent", reason: null };
const rejected: Outcome = { outcome: "rejected", reason: "SES rejected the message." };
// Why is not the partner's to know: it may be the owner's own wish.
const notMailed: Outcome = { outcome: "suppressed", reason: "No mail goes to this address." };

/** Marked after it was sent, so that a crash in between repeats it. */
async function sendAtLeastOnce(dependencies: DeliverDependencies, delivering: Delivering): Promise<void> {
  try {
    await post(dependencies, delivering);
  } catch (error) {
    if (failureOf(error) !== "rejected") throw error;
    return report(dependencies, delivering, rejected);
  }
  await report(dependencies, delivering, sent);
}

/** Claimed before it is sent, and given back only when SES surely did not take it. */
async function sendAtMostOnce(dependencies: DeliverDependencies, delivering: Delivering): Promise<void> {
  const { table, clock } = dependencies;
  const { claim, event } = delivering;
  if (!(await claimMail(table, claim, clock()))) return;
  try {
    await post(dependencies, delivering);
  } catch (error) {
    if (failureOf(error) === "refused") {
      await releaseMail(table, claim);
      throw error;
    }
    const { correlationId, eventId } = event.metadata;
    log("warn", "announcement given up", { correlationId, eventId, ...errorFields(error) });
  }
}

/** Marks a mail as done with. What became of the request's own mail is the delivery's news, in the same transaction. */
async function report({ table, clock }: DeliverDependencies, delivering: Delivering, outcome: Outcome): Promise<void> {
  const { event, mailing, claim } = delivering;
  const { aggregate, sequence, correlationId, eventId } = event.metadata;
  const now = clock();
  const isRecorded =
    mailing.kind === "invitation" &&
    (await recordDelivery(
      { table },
      aggregate,
      { ...outcome, mailSequence: sequence, linkVersion: mailing.linkVersion, at: now },
      { now, actor: { kind: "job", id: "send-mail" }, correlationId, causationId: eventId },
      [mailClaimWrite(claim, now)],
    ));
  if (!isRecorded) await claimMail(table, claim, now);
}

const post = ({ post, clock }: DeliverDependencies, { event, mailing, claim }: Delivering): Promise<void> => {
  const { aggregate, eventId, sequence } = event.metadata;
  const [invitation = ""] = aggregate.split("/");
  const { to, senderName, replyTo, linkVersion, mail, headers } = mailing;
  // The same mail of the same event has the same id, however often it is sent.
  const id = [eventId.replaceAll(/[^\w]/g, "."), claim.kind, claim.address].join(".");
  return post(
    { ...mail, senderName, to, replyTo, headers, date: new Date(clock()), messageId: `<${id}@rapport.invalid>` },
    { invitation, link: linkVersion, kind: mailing.kind, mail: sequence },
  );
};
