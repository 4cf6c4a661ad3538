import { poolMails } from "../../../infra/local/ses.ts";
import type { Mail } from "../../../infra/local/mailbox.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import type { MasterKey } from "../../../shared/crypto/master-key.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { RawItem } from "../../../shared/store/table.ts";
import { isMailedByRapport, mailRules, type MailRule, type Recipient } from "./expected-mails.ts";
import { factsOf, type Facts } from "./facts.ts";

/** What an audit of mails starts from. */
export interface MailAudit {
  readonly items: readonly RawItem[];
  readonly mails: readonly Pick<Mail, "sentAs" | "to">[];
  readonly masterKey: MasterKey;
  /** Bodies of the messages that wait in a queue, or were given up. */
  readonly waiting: readonly string[];
  /** How often an injected fault struck the function that sends. */
  readonly struck: number;
  /** Milliseconds for which a mail may have waited: what came in that time may have made it pointless. */
  readonly delayMs: number;
}

interface SentMail {
  readonly event: string;
  readonly kind: string;
  readonly to: string;
  readonly copies: number;
}

interface ExpectedMail {
  readonly event: StoredEvent;
  readonly rule: MailRule;
  readonly to: string;
}

/** Longest that a code or a link to sign in lives. */
const secretLivesMs = 15 * 60_000;

/** Events after which the request that was asked before is not mailed any more. */
const replacing: ReadonlySet<string> = new Set([
  "InvitationIssued",
  "InvitationResent",
  "InvitationRedirected",
  "InvitationHandedOver",
  "InvitationAccepted",
  "InvitationDeclined",
  "InvitationReported",
  "InvitationCancelled",
  "InvitationExpired",
]);
/** What a mail's delivery says where no mail went out, or none may follow. */
const stopping: ReadonlySet<string> = new Set([
  "InvitationSuppressed",
  "InvitationRejected",
  "InvitationUndelivered",
  "InvitationBounced",
  "InvitationComplained",
]);

const mailId = (eventId: string): string => eventId.replaceAll(/[^\w]/g, ".");
const baseOf = ({ metadata }: StoredEvent): string => metadata.aggregate.split("/")[0] ?? "";

/**
 * Holds the mails that went out against the events: every mail that an event asks for went to every recipient, unless a
 * recorded reason says why not; none that nobody asked for; and no more copies than the faults that struck explain.
 */
export function mailFaults(audit: MailAudit): string[] {
  const facts = factsOf(audit.items);
  const sent = sentMails(audit.mails);
  const known = new Map(facts.events.map((event) => [mailId(event.metadata.eventId), event]));
  const wentOut = new Set(sent.map(({ event, kind, to }) => `${event} ${kind} ${to}`));
  const missing = facts.events
    .flatMap((event) => expectedOf(event, facts))
    .filter(({ event, rule, to }) => !wentOut.has(`${mailId(event.metadata.eventId)} ${rule.kind} ${to}`))
    .filter((mail) => !isExcused(mail, facts, audit));
  const given = missing.filter((mail) => isGivenUp(mail, facts, audit));
  const unexplained = missing.filter((mail) => !given.includes(mail));
  const copies = sent.reduce((sum, mail) => sum + mail.copies - 1, 0);
  return [
    ...unexplained.map(({ event, rule }) => `${said(event)} has no ${rule.kind} mail to one of its ${rule.to}`),
    ...(given.length > audit.struck
      ? [`${given.length} mails were given up, and ${audit.struck} faults struck: ${given.map(saidOf).join()}`]
      : []),
    ...sent.flatMap((mail) => strayFault(mail, known.get(mail.event), facts)),
    ...sent
      .filter(({ event, kind, copies: count }) => count > 1 && isAtMostOnce(known.get(event), kind))
      .map(({ event, kind, copies: count }) => `${event} has ${count} copies of a ${kind} mail that may be sent once`),
    ...(copies > audit.struck ? [`${copies} mails were repeated, and ${audit.struck} faults struck`] : []),
  ];
}

const said = ({ type, metadata }: StoredEvent): string => `${type} ${metadata.eventId}`;
const saidOf = ({ event }: ExpectedMail): string => said(event);

function sentMails(mails: MailAudit["mails"]): SentMail[] {
  // What the user pool mails its users is no event's.
  const ours = mails.filter(({ sentAs }) => !sentAs.endsWith(`@${poolMails}>`));
  const all = ours.map(({ sentAs: id, to }) => {
    const [, event = id, kind = ""] = /^<(.+)\.([a-z-]+)\.[0-9A-Z]{26}@[^>]+>$/.exec(id) ?? [];
    return { event, kind, to: to.join().toLowerCase() };
  });
  return [...Map.groupBy(all, ({ event, kind, to }) => `${event} ${kind} ${to}`).values()].flatMap(([mail, ...more]) =>
    mail ? [{ ...mail, copies: 1 + more.length }] : [],
  );
}

const expectedOf = (event: StoredEvent, facts: Facts): ExpectedMail[] =>
  (mailRules[event.type] ?? [])
    .filter(({ optional }) => optional !== true)
    .filter(({ kind }) => kind !== "invitation" || isMailedByRapport(event))
    .flatMap((rule) => recipientsOf[rule.to](event, facts).map((to) => ({ event, rule, to })));

/** To whom a mail of an event must go. */
const recipientsOf: Record<Recipient, (event: StoredEvent, facts: Facts) => string[]> = {
  invited: ({ data }) => {
    const { invitation } = data as { invitation?: { customer?: { email?: string } } };
    return invitation?.customer?.email === undefined ? [] : [invitation.customer.email.toLowerCase()];
  },
  partner: (event, { partnerOf, creatorOf, adminsOf }) => {
    const { occurredAt, partnerId } = event.metadata;
    const creator = creatorOf(event);
    const isUser = creator !== null && creator.leftAt === null && creator.addedAt <= occurredAt;
    const { notifications, changedAt } = partnerOf(partnerId ?? "");
    // Which addresses were named when the mail was made is known only where nothing has changed since.
    const named = changedAt <= occurredAt ? notifications : [];
    const others = adminsOf(partnerId ?? "").now.filter((one) => one.isUnchanged && one.addedAt <= occurredAt);
    const isNobody = hasLeft(creator, occurredAt) && changedAt <= occurredAt && notifications.length === 0;
    const admins = isNobody ? others.map(({ email }) => email) : [];
    return [...new Set([...(isUser ? [creator.email] : []), ...named, ...admins])].map((to) => to.toLowerCase());
  },
  administrators: (event, { administratorsOf }) => {
    return administratorsOf(customerOf(event))
      .filter(({ since }) => since <= event.metadata.occurredAt)
      .map(({ email }) => email.toLowerCase());
  },
  named: ({ data }) => {
    const { administrator } = data as { administrator?: { email?: string } };
    return administrator?.email === undefined ? [] : [administrator.email.toLowerCase()];
  },
  waiting: ({ data }) => {
    const { partner } = data as { partner?: { notificationsWaiting?: readonly string[] } };
    return (partner?.notificationsWaiting ?? []).map((email) => email.toLowerCase());
  },
  // Whose relationship lived when the mail was made is not written down.
  partners: () => [],
  signer: (event, { signerAt }) => {
    const { signIn } = event.data as { signIn?: { address?: string } };
    const email = signerAt(signIn?.address ?? "");
    return email === null ? [] : [email.toLowerCase()];
  },
};

/** Whether somebody was no user of the partner when an event happened. */
const hasLeft = (user: ReturnType<Facts["creatorOf"]>, at: string): boolean =>
  user === null || (user.leftAt !== null && user.leftAt <= at);

/** To whom a notice may go that does not have to: what decides was true at some time, and may have been then. */
function mayBeTold(event: StoredEvent, { partnerOf, creatorOf, adminsOf }: Facts): string[] {
  const { occurredAt, partnerId } = event.metadata;
  const creator = creatorOf(event);
  return [
    ...partnerOf(partnerId ?? "").everNotified,
    ...(creator === null || hasLeft(creator, occurredAt) ? [] : [creator.email.toLowerCase()]),
    ...(creator?.leftAt === null && creator.addedAt <= occurredAt ? [] : adminsOf(partnerId ?? "").ever),
  ];
}

/** The customer that an event is about: its own, or that of a relationship. */
function customerOf({ metadata, data }: StoredEvent): string {
  const [id = ""] = metadata.aggregate.split("/");
  const { relationship } = data as { relationship?: { customerId?: string } };
  return id.startsWith("cus_") ? id : (relationship?.customerId ?? "");
}

/** Whether something that is written down says why a mail did not go out. */
function isExcused(mail: ExpectedMail, facts: Facts, audit: MailAudit): boolean {
  const { event, rule, to } = mail;
  if (audit.waiting.some((body) => body.includes(`"${event.metadata.eventId}"`))) return true;
  // What is said of a mailbox holds for each of its tagged addresses.
  const standings = [to, to.replace(/\+[^@]*@/, "@")].map((one) =>
    facts.addressAt(addressPseudonym(one, audit.masterKey)),
  );
  if (standings.some((standing) => standing?.["suppressed"] != null)) return true;
  if (rule.kind === "invitation" || rule.kind === "reminder") {
    const stops = facts.eventsOf(baseOf(event)).filter(({ type }) => stopping.has(type));
    if (stops.some(({ metadata }) => metadata.occurredAt >= event.metadata.occurredAt)) return true;
  }
  if (rule.kind === "reminder") {
    const isUnsubscribed = standings
      .flatMap((standing) => Object.entries(standing ?? {}))
      .some(([key, at]) => /^unsubscribed#/.test(key) && at !== null);
    if (isUnsubscribed || facts.events.some(({ type }) => type === "SendersChanged")) return true;
    if (isConnected(event, to, facts)) return true;
  }
  const until = Date.parse(event.metadata.occurredAt) + audit.delayMs;
  if (rule.pointless === "later-event" && isReplaced(event, rule, until, facts)) return true;
  if (rule.to !== "partner" && facts.stoodDown(event, new Date(until).toISOString())) return true;
  const { invitation } = event.data as { invitation?: { expiresAt?: string | null } };
  if (rule.pointless === "later-event" && invitation?.expiresAt && Date.parse(invitation.expiresAt) <= until)
    return event.type !== "InvitationExpired" && event.type !== "InvitationRenewalRequested";
  return (rule.kind === "code" || rule.kind === "sign-in") && audit.delayMs >= secretLivesMs;
}

/** Whether something later, within the time that the mail may have waited, made it pointless. */
function isReplaced(event: StoredEvent, { kind }: MailRule, until: number, facts: Facts): boolean {
  const { aggregate, sequence, occurredAt } = event.metadata;
  return facts.eventsOf(baseOf(event)).some((later) => {
    const { metadata, type } = later;
    const isLater = metadata.aggregate === aggregate ? metadata.sequence > sequence : metadata.occurredAt >= occurredAt;
    if (!isLater || metadata.eventId === event.metadata.eventId || Date.parse(metadata.occurredAt) > until)
      return false;
    if (!aggregate.startsWith("inv_")) return true;
    if (kind === "code" && type === "InvitationCodeRequested") return true;
    if (aggregate.endsWith("/delivery") && metadata.aggregate === aggregate) return true;
    return replacing.has(type);
  });
}

/** Whether the customer had the relationship by another acceptance when a reminder's turn came. */
const isConnected = (event: StoredEvent, to: string, { events }: Facts): boolean =>
  events.some(
    ({ type, metadata, data }) =>
      type === "InvitationAccepted" &&
      metadata.partnerId === event.metadata.partnerId &&
      (data as { invitation: { customer: { email: string } } }).invitation.customer.email.split("@")[1] ===
        to.split("@")[1],
  );

/** Whether a mail was marked as done with, where a fault may have struck in between. */
const isGivenUp = ({ event, rule, to }: ExpectedMail, { claims }: Facts, audit: MailAudit): boolean =>
  audit.struck > 0 && claims.has(`${event.metadata.eventId} ${rule.kind}#${addressPseudonym(to, audit.masterKey)}`);

const isAtMostOnce = (event: StoredEvent | undefined, kind: string): boolean =>
  (mailRules[event?.type ?? ""] ?? []).some((rule) => rule.kind === kind && rule.atMostOnce === true);

/** What is wrong with a mail that went out: nobody asked for it, or not to this address. */
function strayFault({ event: id, kind, to }: SentMail, event: StoredEvent | undefined, facts: Facts): string[] {
  if (event === undefined) return [`${id} is the mail of no event`];
  const rules = (mailRules[event.type] ?? []).filter((rule) => rule.kind === kind);
  if (rules.length === 0) return [`${said(event)} asks for no ${kind} mail`];
  // Who was administrator once is not written down, so any may have been.
  if (rules.some((rule) => rule.to === "administrators")) return [];
  const allowed = rules.flatMap((rule) => [
    ...recipientsOf[rule.to](event, facts),
    ...(rule.to === "partner" ? mayBeTold(event, facts) : []),
    ...(rule.to === "signer" || rule.to === "partners" ? [to] : []),
  ]);
  return allowed.includes(to) ? [] : [`${said(event)} was mailed to somebody whom it is not for`];
}
