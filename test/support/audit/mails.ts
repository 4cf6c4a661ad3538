import { poolMails } from "../../../infra/local/ses/ses.ts";
import type { Mail } from "../../../infra/local/ses/mailbox.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import type { MasterKey } from "../../../shared/crypto/master-key.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { mailIdOf, type MailId } from "./mail-ids.ts";
import { isMailedByRapport, mailRules, type MailRule, type Recipient } from "./expected-mails.ts";
import { isUserOfSeed } from "./bus.ts";
import { baseOf, saidBy } from "./said.ts";
import { factsOf, heldSometime, heldThroughout, type Facts } from "./facts.ts";

/** What an audit of mails starts from. */
export interface MailAudit {
  readonly items: readonly RawItem[];
  readonly mails: readonly Pick<Mail, "sentAs" | "to">[];
  readonly masterKey: MasterKey;
  /** Bodies of the messages that wait in a queue, or were given up. */
  readonly waiting: readonly string[];
  /** How often a fault was injected into the function that sends. */
  readonly injected: number;
  /** Milliseconds for which a mail may have waited: what came in that time may have made it pointless. */
  readonly delayMs: number;
}

interface SentMail extends MailId {
  readonly to: string;
  readonly copies: number;
}

interface ExpectedMail {
  readonly event: StoredEvent;
  readonly rule: MailRule;
  readonly to: string;
  readonly about: string;
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

/**
 * Holds the mails that went out against the events: every mail that an event asks for went to every recipient, unless a
 * recorded reason says why not; none that nobody asked for; and no more copies than the faults that were injected explain.
 */
export function mailFaults(audit: MailAudit): string[] {
  const facts = factsOf(audit.items);
  const sent = sentMails(audit.mails);
  const known = new Map(facts.events.map((event) => [mailId(event.metadata.eventId), event]));
  const wentOut = new Set(sent.map(({ event, kind, to, about }) => `${event} ${kind} ${to} ${about}`));
  const missing = facts.events
    .filter((event) => !isUserOfSeed(event))
    .flatMap((event) => expectedOf(event, facts, audit.delayMs))
    .filter(
      ({ event, rule, to, about }) => !wentOut.has(`${mailId(event.metadata.eventId)} ${rule.kind} ${to} ${about}`),
    )
    .filter((mail) => !isExcused(mail, facts, audit));
  const given = missing.filter((mail) => isGivenUp(mail, facts, audit));
  const unexplained = missing.filter((mail) => !given.includes(mail));
  const copies = sent.reduce((sum, mail) => sum + mail.copies - 1, 0);
  return [
    ...unexplained.map(({ event, rule }) => `${said(event)} has no ${rule.kind} mail to one of its ${rule.to}`),
    ...(given.length > audit.injected
      ? [`${given.length} mails were given up, and ${audit.injected} faults were injected: ${given.map(saidOf).join()}`]
      : []),
    ...sent.flatMap((mail) => strayFault(mail, known.get(mail.event), facts, audit.delayMs)),
    ...sent
      .filter(({ event, kind, copies: count }) => count > 1 && isAtMostOnce(known.get(event), kind))
      .map(({ event, kind, copies: count }) => `${event} has ${count} copies of a ${kind} mail that may be sent once`),
    ...(copies > audit.injected ? [`${copies} mails were repeated, and ${audit.injected} faults were injected`] : []),
  ];
}

const said = ({ type, metadata }: StoredEvent): string => `${type} ${metadata.eventId}`;
const saidOf = ({ event }: ExpectedMail): string => said(event);

function sentMails(mails: MailAudit["mails"]): SentMail[] {
  // What the user pool mails its users is no event's.
  const ours = mails.filter(({ sentAs }) => !sentAs.endsWith(`@${poolMails}>`));
  const all = ours.map(({ sentAs, to }) => ({ ...mailIdOf(sentAs), to: to.join().toLowerCase() }));
  return [...Map.groupBy(all, ({ event, kind, to, about }) => `${event} ${kind} ${to} ${about}`).values()].flatMap(
    ([mail, ...more]) => (mail ? [{ ...mail, copies: 1 + more.length }] : []),
  );
}

const expectedOf = (event: StoredEvent, facts: Facts, delayMs: number): ExpectedMail[] =>
  (mailRules[event.type] ?? [])
    .filter(({ asked = () => true }) => asked(event))
    .filter(({ kind }) => kind !== "invitation" || isMailedByRapport(event))
    .flatMap((rule) =>
      recipientsOf(rule.to, event, facts, delayMs).map(({ to, about = "" }) => ({ event, rule, to, about })),
    );

/** A recipient, and the partner whose mail it is where one event is told to several. */
interface To {
  readonly to: string;
  readonly about?: string;
}

/** Between when and when a mail of an event was made. */
interface Window {
  readonly from: string;
  readonly until: string;
}

const windowOf = ({ metadata: { occurredAt } }: StoredEvent, delayMs: number): Window => ({
  from: occurredAt,
  until: new Date(Date.parse(occurredAt) + delayMs).toISOString(),
});

/** To whom a mail of an event must go. */
const recipientsOf = (to: Recipient, event: StoredEvent, facts: Facts, delayMs: number): To[] => {
  const window = windowOf(event, delayMs);
  const partnerId = event.metadata.partnerId ?? "";
  const admins = (): string[] => usersThroughout(partnerId, window, facts, "admin").map(({ email }) => email);
  const own = userOf(event);
  switch (to) {
    case "invited":
      return toAddresses([saidBy(event).invitation?.customer?.email]);
    case "partner":
      return toAddresses(peopleThroughout(partnerId, originOf(event), window, facts));
    case "partners":
      return partnersThroughout(event, window, facts);
    case "admins":
      return toAddresses(admins().filter((email) => email !== own));
    case "user":
      return isUserAgain(event, window, facts) ? [] : toAddresses([own]);
    case "admins-and-addresses":
      return toAddresses([...admins(), ...notifiedThroughout(partnerId, window, facts)]);
    case "administrators":
      return toAddresses(
        facts
          .administratorsOf(customerOf(event))
          .filter(({ since }) => since <= window.from)
          .map(({ email }) => email),
      );
    case "named":
      return isNamedAgain(event, window, facts) ? [] : toAddresses([saidBy(event).administrator?.email]);
    case "waiting":
      return toAddresses(newlyWaiting(event).filter((email) => isWaitingThroughout(email, event, window, facts)));
    case "signer":
      return toAddresses([facts.signerAt(saidBy(event).signIn?.address ?? "")]);
  }
};

const toAddresses = (emails: readonly (string | null | undefined)[]): To[] =>
  [...new Set(emails.flatMap((email) => (email ? [email.toLowerCase()] : [])))].map((to) => ({ to }));

/** The invitation with which what an event tells began. */
const originOf = (event: StoredEvent): string =>
  baseOf(event).startsWith("inv_") ? baseOf(event) : (saidBy(event).relationship?.invitationId ?? baseOf(event));

/** The address of the user of a partner that an event is about. */
const userOf = (event: StoredEvent): string | undefined => saidBy(event).user?.email?.toLowerCase();

/** Who was a user of a partner all the time, in the same role where that is given. */
const usersThroughout = (partnerId: string, { from, until }: Window, { usersOf }: Facts, role?: string) =>
  usersOf(partnerId).filter(({ roles }) => {
    // Of two things that happened at one instant, only their writes know which came first.
    if (role !== undefined)
      return roles.some((span) => span.value === role && span.from < from && heldThroughout(span, from, until));
    const [first, last] = [roles[0], roles.at(-1)];
    return first && last ? heldThroughout({ value: true, from: first.from, to: last.to }, from, until) : false;
  });

/** Who was one at some time. */
const usersSometime = (partnerId: string, { from, until }: Window, { usersOf }: Facts, role?: string) =>
  usersOf(partnerId).filter(({ roles }) =>
    roles.some((span) => (role === undefined || span.value === role) && heldSometime(span, from, until)),
  );

const notifiedSometime = (partnerId: string, { from, until }: Window, { notificationsOf }: Facts): string[] =>
  notificationsOf(partnerId)
    .filter((span) => heldSometime(span, from, until))
    .flatMap(({ value }) => value);

/** The addresses that were named for a partner's notices all the time. */
function notifiedThroughout(partnerId: string, { from, until }: Window, { notificationsOf }: Facts): string[] {
  const spans = notificationsOf(partnerId).filter((span) => heldSometime(span, from, until));
  const [first, ...more] = spans.map(({ value }) => value);
  const isKnown = spans.some((span) => span.from <= from);
  return isKnown ? (first ?? []).filter((email) => more.every((one) => one.includes(email))) : [];
}

/** How many admins are told where there is nobody else. */
const mostAdmins = 20;

/** Whom a partner's notice went to whenever it was made: by what was true all the time. */
function peopleThroughout(partnerId: string, invitationId: string, window: Window, facts: Facts): string[] {
  const creator = facts.creatorOf(invitationId);
  if (creator === null) return [];
  const isMaker = ({ id }: { readonly id: string }): boolean => id === creator;
  const maker = usersThroughout(partnerId, window, facts).filter(isMaker);
  const isNobody =
    !usersSometime(partnerId, window, facts).some(isMaker) && notifiedSometime(partnerId, window, facts).length === 0;
  const admins = usersThroughout(partnerId, window, facts, "admin");
  const isAll = usersSometime(partnerId, window, facts, "admin").length <= mostAdmins;
  return [
    ...maker.map(({ email }) => email),
    ...notifiedThroughout(partnerId, window, facts),
    ...(isNobody && isAll ? admins.map(({ email }) => email) : []),
  ];
}

/** Whom it may have gone to: by what was true at some time. */
function peopleSometime(partnerId: string, invitationId: string, window: Window, facts: Facts): string[] {
  const creator = facts.creatorOf(invitationId);
  const isMaker = ({ id }: { readonly id: string }): boolean => id === creator;
  const isThere = usersThroughout(partnerId, window, facts).some(isMaker);
  return [
    ...usersSometime(partnerId, window, facts).filter(isMaker),
    ...(isThere ? [] : usersSometime(partnerId, window, facts, "admin")),
  ]
    .map(({ email }) => email)
    .concat(notifiedSometime(partnerId, window, facts));
}

/** The people of every partner that the customer had all the time; of several relationships with one, those of all. */
function partnersThroughout(event: StoredEvent, window: Window, facts: Facts): To[] {
  if (isAttendanceUndone(event, window, facts)) return [];
  const customer = baseOf(event);
  const some = facts.relationshipsOf(customer).filter(({ life }) => heldSometime(life, window.from, window.until));
  const lasting = some.filter(({ life }) => heldThroughout(life, window.from, window.until));
  return [...new Set(lasting.map(({ partnerId }) => partnerId))].flatMap((partnerId) => {
    const [first = [], ...more] = some
      .filter((one) => one.partnerId === partnerId)
      .map(({ invitationId }) => peopleThroughout(partnerId, invitationId, window, facts));
    const all = first.filter((email) => more.every((people) => people.includes(email)));
    return toAddresses(all).map(({ to }) => ({ to, about: partnerId }));
  });
}

const partnersSometime = (event: StoredEvent, window: Window, facts: Facts): string[] =>
  facts
    .relationshipsOf(baseOf(event))
    .filter(({ life }) => heldSometime(life, window.from, window.until))
    .flatMap(({ partnerId, invitationId }) => peopleSometime(partnerId, invitationId, window, facts));

/** Events of the same id that came after an event, and before its mail was made. */
const laterOf = (event: StoredEvent, { until }: Window, { eventsOf }: Facts): StoredEvent[] =>
  eventsOf(baseOf(event)).filter(
    ({ metadata }) =>
      metadata.aggregate === event.metadata.aggregate &&
      metadata.sequence > event.metadata.sequence &&
      metadata.occurredAt <= until,
  );

/** Whether somebody could act for the customer again, or nobody any more. */
const isAttendanceUndone = (event: StoredEvent, window: Window, facts: Facts): boolean => {
  const opposite = { CustomerUnattended: "CustomerAttended", CustomerAttended: "CustomerUnattended" } as const;
  const undone = opposite[event.type as keyof typeof opposite];
  return laterOf(event, window, facts).some(({ type }) => type === undone);
};

/** Whether what an event tells an address of a customer was overtaken, or its link has ended. */
function isNamedAgain(event: StoredEvent, window: Window, facts: Facts): boolean {
  const { administrator, expiresAt } = saidBy(event);
  if (event.type === "AdministratorAdded" && (expiresAt ?? "") <= window.until) return true;
  const news = laterOf(event, window, facts).filter((later) => saidBy(later).administrator?.id === administrator?.id);
  return news.some(({ type }) => event.type === "AdministratorAdded" || type === "AdministratorConfirmed");
}

/** Whether a user who was removed was let in again, under whatever id. */
const isUserAgain = (event: StoredEvent, window: Window, facts: Facts): boolean =>
  event.type === "PartnerUserRemoved" &&
  usersSometime(event.metadata.partnerId ?? "", window, facts).some(
    ({ id, email, roles }) =>
      email === userOf(event) && (id !== saidBy(event).user?.id || roles.some(({ to }) => to === null)),
  );

/** The addresses that an event of a partner asks to confirm: those that did not wait before. */
function newlyWaiting(event: StoredEvent): string[] {
  const { partner, previous } = saidBy(event);
  const after = partner?.notificationsWaiting ?? [];
  const before = event.type === "PartnerRegistered" ? [] : (previous?.notificationsWaiting ?? after);
  return after.filter((email) => !before.includes(email));
}

const isWaitingThroughout = (email: string, event: StoredEvent, window: Window, facts: Facts): boolean =>
  laterOf(event, window, facts).every((later) => saidBy(later).partner?.notificationsWaiting?.includes(email));

/** To whom a mail may go that does not have to: what decides was true at some time, and may have been then. */
function mayBeTold(to: Recipient, event: StoredEvent, facts: Facts, delayMs: number): string[] {
  const window = windowOf(event, delayMs);
  const partnerId = event.metadata.partnerId ?? "";
  const admins = (): string[] => usersSometime(partnerId, window, facts, "admin").map(({ email }) => email);
  switch (to) {
    case "partner":
      return peopleSometime(partnerId, originOf(event), window, facts);
    case "partners":
      return partnersSometime(event, window, facts);
    case "admins":
      return admins();
    case "admins-and-addresses":
      return [...admins(), ...notifiedSometime(partnerId, window, facts)];
    case "user":
      return toAddresses([userOf(event)]).map((one) => one.to);
    case "named":
      return toAddresses([saidBy(event).administrator?.email]).map((one) => one.to);
    case "waiting":
      return newlyWaiting(event).map((email) => email.toLowerCase());
    default:
      return [];
  }
}

/** The customer that an event is about: its own, or that of a relationship. */
const customerOf = (event: StoredEvent): string =>
  baseOf(event).startsWith("cus_")
    ? baseOf(event)
    : (saidBy(event).relationship?.customerId ?? saidBy(event).request?.customerId ?? "");

/** What an address gets in spite of a complaint. */
const isProtective = (kind: MailRule["kind"]): boolean => kind === "code" || kind === "notice" || kind === "sign-in";

/** Whether something that is written down says why a mail did not go out. */
function isExcused(mail: ExpectedMail, facts: Facts, audit: MailAudit): boolean {
  const { event, rule, to } = mail;
  if (audit.waiting.some((body) => body.includes(`"${event.metadata.eventId}"`))) return true;
  // What is said of a mailbox holds for each of its tagged addresses.
  const reminderFacts = [to, to.replace(/\+[^@]*@/, "@")].map((one) =>
    facts.addressAt(addressPseudonym(one, audit.masterKey)),
  );
  const says = (said: RegExp) =>
    reminderFacts.some((one) => Object.entries(one ?? {}).some(([key, at]) => said.test(key) && at !== null));
  const stops = isProtective(rule.kind) ? /^suppressed#bounce$/ : /^suppressed#/;
  if (says(stops) || wasSuppressed(mail, facts, audit, stops)) return true;
  if (rule.kind === "invitation" || rule.kind === "reminder") {
    const stops = facts.eventsOf(baseOf(event)).filter(({ type }) => stopping.has(type));
    if (stops.some(({ metadata }) => metadata.occurredAt >= event.metadata.occurredAt)) return true;
  }
  if (rule.kind === "reminder") {
    if (says(/^(unsubscribed|refused)#/) || facts.events.some(({ type }) => type === "SendersChanged")) return true;
    if (isConnected(event, to, facts)) return true;
  }
  const until = Date.parse(event.metadata.occurredAt) + audit.delayMs;
  if (rule.pointless === "later-event" && isReplaced(event, rule, until, facts)) return true;
  if (stopped.has(rule.to) && facts.stoodDown(event, new Date(until).toISOString())) return true;
  const { invitation } = saidBy(event);
  if (rule.pointless === "later-event" && invitation?.expiresAt && Date.parse(invitation.expiresAt) <= until)
    return event.type !== "InvitationExpired" && event.type !== "InvitationRenewalRequested";
  return (rule.kind === "code" || rule.kind === "sign-in") && audit.delayMs >= secretLivesMs;
}

/** Whether mail to the address was stopped when it was due, and the operator has lifted that since. */
function wasSuppressed({ event, to }: ExpectedMail, facts: Facts, audit: MailAudit, stops: RegExp): boolean {
  const { from, until } = windowOf(event, audit.delayMs);
  return facts
    .suppressionsOf(addressPseudonym(to, audit.masterKey))
    .some((span) => stops.test(`suppressed#${span.value}`) && heldSometime(span, from, until));
}

/** Whose mails a freeze stops, and links that were taken back. */
const stopped: ReadonlySet<Recipient> = new Set(["invited", "administrators"]);

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
    (other) =>
      other.type === "InvitationAccepted" &&
      other.metadata.partnerId === event.metadata.partnerId &&
      saidBy(other).invitation?.customer?.email?.split("@")[1] === to.split("@")[1],
  );

/** Whether a mail was marked as done with, where a fault may have been injected in between. */
const isGivenUp = ({ event, rule, to, about }: ExpectedMail, { claims, events }: Facts, audit: MailAudit): boolean =>
  audit.injected > 0 &&
  (rule.kind === "invitation"
    ? events.some(
        ({ metadata: { aggregate, causationId } }) =>
          aggregate.endsWith("/delivery") && causationId === event.metadata.eventId,
      )
    : claims.has(
        [
          `${event.metadata.eventId} ${rule.kind}`,
          addressPseudonym(to, audit.masterKey),
          ...(about === "" ? [] : [about]),
        ].join("#"),
      ));

const isAtMostOnce = (event: StoredEvent | undefined, kind: string): boolean =>
  (mailRules[event?.type ?? ""] ?? []).some((rule) => rule.kind === kind && rule.atMostOnce === true);

/** What is wrong with a mail that went out: nobody asked for it, or not to this address. */
function strayFault(
  { event: id, kind, to }: SentMail,
  event: StoredEvent | undefined,
  facts: Facts,
  delayMs: number,
): string[] {
  if (event === undefined) return [`${id} is the mail of no event`];
  const rules = (mailRules[event.type] ?? []).filter((rule) => rule.kind === kind);
  if (rules.length === 0) return [`${said(event)} asks for no ${kind} mail`];
  // Who was administrator once is not written down, so any may have been.
  if (rules.some((rule) => rule.to === "administrators")) return [];
  const allowed = rules.flatMap((rule) => [
    ...recipientsOf(rule.to, event, facts, delayMs).map((one) => one.to),
    ...mayBeTold(rule.to, event, facts, delayMs),
    ...(rule.to === "signer" ? [to] : []),
  ]);
  return allowed.includes(to) ? [] : [`${said(event)} was mailed to somebody whom it is not for`];
}
