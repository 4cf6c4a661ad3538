import { recipientOf, mayReach } from "../../shared/delivery/commands/recipient.ts";
import { sendersPlan } from "../../shared/customer/items/senders.ts";
import { recordDelivery } from "../../shared/delivery/commands/record-delivery.ts";
import { mayBeMailed } from "../../shared/delivery/rules/address-status.ts";
import type { MailReport } from "../../shared/delivery/model.ts";
import type { MailKind } from "../../shared/delivery/rules/mail-kinds.ts";
import { refusalReasons, type RefusedFor } from "../../shared/delivery/rules/mail-refusal.ts";
import type { Sandbox } from "../../shared/partner/rules/sandbox.ts";
import { normaliseAddress } from "../../shared/kernel/address.ts";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import { rightsPlace } from "../../shared/customer/items/administered.ts";
import { addressPlace, addressStatusOf } from "../../shared/delivery/address-item.ts";
import { customerPlace } from "../../shared/customer/items/item.ts";
import { claimMail, mailClaimPlace, releaseMail, type MailClaim } from "../../shared/delivery/claim-item.ts";
import { present } from "../../shared/table/places.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Table } from "../../shared/table/table.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import type { Mailing } from "./mailing.ts";
import type { openMailSender } from "./mail-sender.ts";
import { isRefusal, refusedForWhat, type SesError } from "./ses-refusal.ts";

/** The dependencies of delivering. */
export interface DeliverDependencies {
  readonly table: Table;
  readonly post: ReturnType<typeof openMailSender>;
  readonly clock: Clock;
}

/** One mail of an event, the claim that marks it as sent, and how often the event was received. */
interface Delivering {
  readonly event: StoredEvent;
  readonly mailing: Mailing;
  readonly claim: MailClaim;
  readonly tries: number;
}

/** Sends one mail of an event unless its address is suppressed: reminders and announcements at most once, others at least once. */
export async function deliver(
  dependencies: DeliverDependencies,
  event: StoredEvent,
  mailing: Mailing,
  { masterKey, tries }: { readonly masterKey: MasterKey; readonly tries: number },
): Promise<void> {
  // An erased address: the event is older than the erasure.
  if (normaliseAddress(mailing.to) === null) return;
  const { eventId, partnerId } = event.metadata;
  const recipient = recipientOf(mailing.to, masterKey);
  const { address, mailbox } = recipient;
  const claim: MailClaim = {
    eventId,
    kind: mailing.kind,
    address,
    ...(mailing.partnerId !== undefined && { partnerId: mailing.partnerId }),
  };
  const delivering = { event, mailing, claim, tries };
  const { isClaimed, rights, ...known } = await dependencies.table.read({
    isClaimed: isOwnMail(mailing) ? null : mailClaimPlace(claim),
    address: addressPlace(address),
    mailbox: addressPlace(mailbox),
    rights: rightsPlace(address),
  });
  if (isClaimed) return;
  const withheld = (reason: string) =>
    report(dependencies, delivering, { outcome: "rejected", reason, messageId: null });
  if (mailing.withheld !== undefined) return withheld(mailing.withheld);
  const sandbox = await sandboxOfEvent(dependencies.table, event);
  // The user may have been removed since the event.
  if (sandbox !== null && !(await mayReach(dependencies.table, sandbox, recipient))) return withheld(outsideSandbox);
  const asked = { customerId: mailing.customerId ?? null };
  const senders = await dependencies.table.read(isRequest(mailing) ? sendersPlan(asked, rights, sandbox) : []);
  const addressStatus = addressStatusOf({ ...known, senders }, partnerId ?? "");
  if (!mayBeMailed(mailing.kind, addressStatus)) return report(dependencies, delivering, notMailed);
  await (isAnnouncement(delivering) ? sendAtMostOnce : sendAtLeastOnce)(dependencies, delivering);
}

const outsideSandbox = "A sandbox partner can write only to its own users and to the mailbox simulator of SES.";

/** The sandbox partner of an event; null if the data is real. A customer's own events have no partner. */
async function sandboxOfEvent(
  table: Table,
  { metadata: { sandbox, partnerId, aggregate } }: StoredEvent,
): Promise<Sandbox> {
  if (!sandbox || partnerId !== null) return sandbox ? partnerId : null;
  const [customerId = ""] = aggregate.split("/");
  const { customer } = await table.read({ customer: present(customerPlace(customerId)) });
  return customer.sandbox;
}

/** The invitation's own mail needs no claim: its delivery has its outcome. */
const isOwnMail = ({ kind }: Mailing): boolean => kind === "invitation";

/** Whether the customer's list of senders applies. */
const isRequest = ({ kind }: Mailing): boolean => kind === "invitation" || kind === "reminder";

/** Mails that a schedule sends. Nobody waits for them, so a duplicate is worse than a lost one. */
const isAnnouncement = ({ event, mailing }: Delivering): boolean =>
  mailing.kind === "reminder" || event.type === "PermissionsExpiring";

type Outcome = Pick<MailReport, "outcome" | "reason" | "messageId">;
// The partner must not learn the reason, which may be the recipient's own choice.
const notMailed: Outcome = { outcome: "suppressed", reason: "No mail goes to this address.", messageId: null };

/** The mail is marked after it was sent, so a crash in between repeats it. */
async function sendAtLeastOnce(dependencies: DeliverDependencies, delivering: Delivering): Promise<void> {
  let messageId: string | null;
  try {
    messageId = await post(dependencies, delivering);
  } catch (error) {
    const refusedFor = finalRefusal(error as SesError, delivering);
    if (refusedFor === null) throw error;
    logGivenUp(error, delivering, refusedFor);
    return report(dependencies, delivering, refused(refusedFor), isNewsOfDelivery(delivering.mailing.kind, refusedFor));
  }
  await report(dependencies, delivering, { outcome: "sent", reason: null, messageId });
}

/** The mail is claimed before it is sent. The claim is released only if SES certainly refused the mail and a retry may succeed. */
async function sendAtMostOnce(dependencies: DeliverDependencies, delivering: Delivering): Promise<void> {
  const { table, clock } = dependencies;
  const { claim } = delivering;
  if (!(await claimMail(table, claim, clock()))) return;
  try {
    await post(dependencies, delivering);
  } catch (error) {
    const refusedFor = finalRefusal(error as SesError, delivering);
    if (refusedFor === null && isRefusal(error as SesError)) {
      await releaseMail(table, claim);
      throw error;
    }
    logGivenUp(error, delivering, refusedFor);
    if (refusedFor !== null && isNewsOfDelivery(delivering.mailing.kind, refusedFor))
      await recordOutcome(dependencies, delivering, refused(refusedFor), clock());
  }
}

/** Number of tries after which a mail is given up that SES calls invalid without a reason: within an hour. */
const triesOfFaulty = 8;

/** Who can fix a permanent refusal of SES; null if the mail is retried, or if SES may have accepted it. */
function finalRefusal(error: SesError, { tries }: Delivering): Exclude<RefusedFor, "account"> | null {
  const refusedFor = refusedForWhat(error);
  if (!isRefusal(error) || refusedFor === "account") return null;
  return refusedFor === "nobody" && tries < triesOfFaulty ? null : refusedFor;
}

const refused = (refusedFor: Exclude<RefusedFor, "account">): Outcome => ({
  outcome: "rejected",
  reason: refusalReasons[refusedFor],
  messageId: null,
});

/** Whether the refusal changes the invitation's delivery: its cause also affects the mails with the request. */
const isNewsOfDelivery = (kind: MailKind, refusedFor: RefusedFor): boolean =>
  kind === "invitation" ||
  (kind === "reminder" && refusedFor !== "nobody") ||
  (kind === "code" && refusedFor === "address");

const logGivenUp = (error: unknown, { event, mailing }: Delivering, refusedFor: RefusedFor | null): void => {
  const { correlationId, eventId } = event.metadata;
  const level = refusedFor === "nobody" ? "error" : "warn";
  log(level, "mail given up", { correlationId, eventId, kind: mailing.kind, refusedFor, ...errorFields(error) });
};

/** Marks a mail as done: the invitation's own by its outcome, every other by a claim. */
async function report(
  dependencies: DeliverDependencies,
  delivering: Delivering,
  outcome: Outcome,
  isNews = isOwnMail(delivering.mailing),
): Promise<void> {
  const now = dependencies.clock();
  if (isNews) await recordOutcome(dependencies, delivering, outcome, now);
  if (!isOwnMail(delivering.mailing)) await claimMail(dependencies.table, delivering.claim, now);
}

function recordOutcome(
  { table }: DeliverDependencies,
  { event, mailing }: Delivering,
  outcome: Outcome,
  now: Instant,
): Promise<boolean> {
  const { aggregate, sequence, correlationId, eventId } = event.metadata;
  return recordDelivery(
    { table },
    aggregate,
    { ...outcome, mailSequence: sequence, linkVersion: mailing.linkVersion, at: now },
    { now, actor: { kind: "job", id: "send-mail" }, correlationId, causationId: eventId },
  );
}

const post = ({ post, clock }: DeliverDependencies, { event, mailing, claim }: Delivering): Promise<string | null> => {
  const { aggregate, eventId, sequence, correlationId } = event.metadata;
  const [invitation = ""] = aggregate.split("/");
  const { to, senderName, replyTo, linkVersion, mail, headers, follows = null } = mailing;
  // A retry has the same id.
  const about = claim.partnerId === undefined ? [] : [claim.partnerId];
  const id = [eventId.replaceAll(/[^\w]/g, "."), claim.kind, claim.address, ...about].join(".");
  return post(
    { ...mail, senderName, to, replyTo, headers, date: new Date(clock()), id, follows },
    { invitation, link: linkVersion, kind: mailing.kind, mail: sequence, correlation: correlationId },
  );
};
