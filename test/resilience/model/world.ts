import { addDays, dayOf } from "../../../shared/kernel/time.ts";
import { freeMailbox, hasStopped, mayBeAsked, type ModelledMailbox } from "./mailboxes.ts";

/** Two addresses of one mail domain and one of another, so that colleagues, strangers and other partners meet. */
export const addresses = ["a@one.example", "b@one.example", "a@two.example"] as const;
export type Address = (typeof addresses)[number];

/** A partner whose customers may refuse everything, and one whose cloud requires two permissions. */
export const partners = ["contoso-partner", "fabrikam-partner"] as const;
export type PartnerName = (typeof partners)[number];

/** How long everything in the model is valid, in days; short, so that it ends during a run. */
export const validDays = { invitation: 10, reminder: 2, grants: 20, draft: 90, coolOff: 7, confirmation: 7 } as const;

/** The expected answer: an HTTP status, and the problem if it is one. */
export type Expected = readonly [status: number, problem?: string];

/** An administrator of a customer, by its address. */
interface ModelledAdministrator {
  readonly email: Address;
  /** Null for a founder. */
  readonly coolOffUntil: string | null;
}

/** An address that was added and has not confirmed. */
interface ModelledEntry {
  readonly email: Address;
  readonly addedBy: Address;
  readonly number: number;
  readonly expiresAt: string;
}

/** What the model knows of one customer. */
export interface ModelledCustomer {
  /** Empty until the system has said it. */
  id: string;
  readonly name: string;
  administrators: readonly ModelledAdministrator[];
  waiting: readonly ModelledEntry[];
  /** Number of the newest confirmation link. */
  links: number;
  readonly mailsOn: Map<string, number>;
  readonly blocked: Set<PartnerName>;
  /** Own events, oldest first. */
  readonly types: string[];
  /** How often an administrator changed the list of senders. */
  sendersChanges: number;
}

/** A side that can suspend a relationship. */
export type Side = "operator" | "customer";

/** One permission of a relationship. */
export interface ModelledGrant {
  readonly status: "active" | "removed" | "expired";
  /** When it was granted. */
  readonly since: string;
  readonly endsAt: string;
  readonly isPaused: boolean;
}

/** What the model knows of one relationship. */
export interface ModelledRelationship {
  /** Empty until the system has said it. */
  id: string;
  readonly partner: PartnerName;
  readonly customer: ModelledCustomer;
  status: "active" | "suspended" | "terminated";
  readonly suspendedBy: Set<Side>;
  readonly grants: Map<string, ModelledGrant>;
  /** Own events that were not caused by time, oldest first. */
  readonly types: string[];
}

/** What the model knows of one invitation. */
export interface Modelled {
  readonly id: string;
  readonly partner: PartnerName;
  email: Address;
  status: "draft" | "pending" | "accepted" | "declined" | "cancelled" | "expired";
  mode: "email" | "self";
  /** 0 while it was never sent. */
  linkVersion: number;
  readonly createdAt: string;
  expiresAt: string;
  /** The permissions that it asks for. */
  readonly asked: readonly string[];
  readonly anotherOrganization: boolean;
  readonly isAmendment: boolean;
  /** What the partner calls the customer. */
  organization: string | null;
  isViewed: boolean;
  hasAsked: boolean;
  needsCode: boolean;
  handOvers: number;
  /** The relationship whose permissions are asked again, or that was accepted. */
  relationship: ModelledRelationship | null;
  /** The newest code while it is valid, and the tries it took. */
  code: { readonly linkVersion: number; readonly text: string; tries: number } | null;
  /** The proof of a right code while it is valid. */
  proof: { readonly linkVersion: number; readonly text: string } | null;
  readonly codesOn: Map<string, number>;
  /** To whom codes were mailed, oldest first. */
  readonly codesTo: { readonly email: Address; readonly linkVersion: number }[];
  /** When it last went out, and by which of its events; reminders are counted from then. */
  sent: { readonly at: string; readonly sequence: number };
  /** Whether SES reported of a mail since then that no more should follow. */
  isStopped: boolean;
  /** `passed-over`: its reminder was due while none was wanted; `either` where that is over, so that it may still come. */
  reminder: "waiting" | "out" | "passed-over" | "either";
  /** What was granted, once it was accepted. */
  granted: "all" | "some" | "none" | null;
  cancelCode: "by-partner" | "draft-dropped" | "relationship-ended" | "addressee-left" | null;
  /** Own events, oldest first. */
  readonly types: string[];
  /** To whom an invitation mail went, one entry per event that asks for one. */
  readonly mailedTo: { readonly email: Address; readonly linkVersion: number }[];
}

/** The whole model: what the system has to agree with. */
export interface World {
  now: string;
  readonly invitations: Modelled[];
  /** In the order in which they were founded. */
  readonly customers: ModelledCustomer[];
  readonly relationships: ModelledRelationship[];
  /** The relationships that an address accepted from a partner, by `partner address`. */
  readonly accepted: Map<string, Set<ModelledRelationship>>;
  /** How often a refusal said that an address is not an administrator, by `relationship day`. */
  readonly notAdministrators: Map<string, number>;
  /** To whom a confirmation mail went, and for which customer. */
  readonly confirmations: { readonly email: Address; readonly customer: ModelledCustomer }[];
  readonly mailboxes: Readonly<Record<Address, ModelledMailbox>>;
  /** How many of all mails were compared with what their addresses refuse. */
  mailsSeen: number;
}

/** The model of a system in which nothing has happened. */
export const emptyWorld = (): World => ({
  ...{ now: "", invitations: [], customers: [], relationships: [], confirmations: [] },
  ...{ accepted: new Map<string, Set<ModelledRelationship>>(), notAdministrators: new Map<string, number>() },
  mailboxes: { "a@one.example": freeMailbox(), "b@one.example": freeMailbox(), "a@two.example": freeMailbox() },
  mailsSeen: 0,
});

/** The mail domain of an address. It gives nobody a right. */
export const domainOf = (email: Address): string => email.slice(email.indexOf("@") + 1);

/** The administrator of a customer at an address. */
export const administratorAt = ({ administrators }: ModelledCustomer, email: Address) =>
  administrators.find((known) => known.email === email);

/** The customers that an address speaks for. */
export const customersOf = ({ customers }: World, email: Address): ModelledCustomer[] =>
  customers.filter((customer) => administratorAt(customer, email) !== undefined);

/** Whether an administrator is too new to grant anything. */
export const isCool = ({ now }: World, customer: ModelledCustomer, email: Address): boolean => {
  const until = administratorAt(customer, email)?.coolOffUntil ?? null;
  return until !== null && now < until;
};

/** The live relationship of a customer with a partner. */
export const liveOne = (world: World, partner: PartnerName, customer: ModelledCustomer) =>
  world.relationships.find(
    (one) => one.partner === partner && one.customer === customer && one.status !== "terminated",
  );

/** Whether permissions can be asked again: none is held. */
export const isRestorable = ({ status, grants }: ModelledRelationship): boolean =>
  status === "active" && [...grants.values()].every((grant) => grant.status !== "active");

/** What a request to an address asks for, or how it is refused. */
export type Askable =
  | { readonly refusal: Expected }
  | { readonly refusal: null; readonly relationship: ModelledRelationship | null; readonly isUnwanted: boolean };

/** Whether no request of the partner may go to the address: for a new relationship, or for the permissions of this one. */
const isUnwanted = (
  world: World,
  partner: PartnerName,
  email: Address,
  relationship: ModelledRelationship | null,
): boolean => {
  const asked = relationship === null ? customersOf(world, email) : [relationship.customer];
  const isKeptOut = asked.length > 0 && asked.every(({ blocked }) => blocked.has(partner));
  return isKeptOut || !mayBeAsked(world.mailboxes[email], partner);
};

/** What a request of a partner to an address asks for (customers, rules 6, 8 and 15). */
export function askable(
  world: World,
  partner: PartnerName,
  email: Address,
  { anotherOrganization }: Pick<Modelled, "anotherOrganization">,
): Askable {
  const accepted = anotherOrganization ? [] : (world.accepted.get(`${partner} ${email}`) ?? []);
  const live = [...accepted].filter(({ status }) => status !== "terminated");
  const [relationship = null, ...others] = live;
  if (relationship === null)
    return { refusal: null, relationship, isUnwanted: isUnwanted(world, partner, email, relationship) };
  return others.length > 0 ? { refusal: [409, "relationship-exists"] } : askableAgain(world, relationship, email);
}

/** What a request for the permissions of this very relationship comes to. `isReaddressed`: its permissions may be held. */
export function askableAgain(
  world: World,
  relationship: ModelledRelationship,
  email: Address,
  { isReaddressed = false } = {},
): Askable {
  const { customer, partner } = relationship;
  if (!isReaddressed && !isRestorable(relationship)) return { refusal: [409, "relationship-exists"] };
  if (relationship.status === "suspended") return { refusal: [409, "wrong-state"] };
  if (administratorAt(customer, email) === undefined) return { refusal: notAnAdministrator(world, relationship) };
  if (isCool(world, customer, email)) return { refusal: [409, "cool-off"] };
  return { refusal: null, relationship, isUnwanted: isUnwanted(world, partner, email, relationship) };
}

/** Ten such answers are given a day. */
function notAnAdministrator({ notAdministrators, now }: World, { id }: ModelledRelationship): Expected {
  const key = `${id} ${dayOf(now)}`;
  const count = (notAdministrators.get(key) ?? 0) + 1;
  if (count > 10) return [429, "quota"];
  notAdministrators.set(key, count);
  return [422, "not-an-administrator"];
}

/** The one open invitation of a partner to an address. */
export const openOne = (world: World, partner: PartnerName, email: Address): Modelled | undefined =>
  world.invitations.find((one) => one.status === "pending" && one.partner === partner && one.email === email);

/** A customer's first request shows that the page was seen. */
export function view(one: Modelled): void {
  if (one.isViewed) return;
  one.isViewed = true;
  one.types.push("InvitationViewed");
}

/** Records that something was sent to the customer, by Rapport or by the partner. */
export function goOut({ now }: World, one: Modelled, type: string): void {
  one.types.push(type);
  Object.assign(one, { sent: { at: now, sequence: one.types.length }, isStopped: false, reminder: "waiting" });
  if (one.mode === "email") one.mailedTo.push({ email: one.email, linkVersion: one.linkVersion });
}

/** Lets time pass: what is due has ended, because the sweep has run. */
export function pass(world: World, now: string): void {
  world.now = now;
  for (const one of world.invitations) {
    // A code and its proof are valid for half an hour; every wait is longer.
    Object.assign(one, { code: null, proof: null });
    if (one.status === "pending" && one.expiresAt <= now) end(one, "expired", "InvitationExpired");
    if (one.status === "draft" && addDays(one.createdAt, validDays.draft) <= now) cancel(one, "draft-dropped");
    if (one.status === "pending" && addDays(one.sent.at, validDays.reminder) <= now) remind(world, one);
  }
  for (const { grants } of world.relationships)
    for (const [permission, grant] of grants)
      if (grant.status === "active" && grant.endsAt <= now)
        grants.set(permission, { ...grant, status: "expired", isPaused: false });
  for (const customer of world.customers) {
    const overdue = customer.waiting.filter(({ expiresAt }) => expiresAt <= now);
    customer.waiting = customer.waiting.filter(({ expiresAt }) => expiresAt > now);
    customer.types.push(...overdue.map(() => "AdministratorRemoved"));
  }
}

/** A reminder is due: it is sent if mail is wanted. If it was passed over, it can come only after the next mail. */
function remind(world: World, one: Modelled): void {
  const { partner, email, relationship } = one;
  const isSilent =
    one.isStopped ||
    isUnwanted(world, partner, email, relationship) ||
    hasStopped(world.mailboxes[email], "reminders", partner);
  if (one.reminder === "waiting" && !isSilent) one.types.push("InvitationReminded");
  if (one.reminder === "waiting") one.reminder = isSilent ? "passed-over" : "out";
  else if (one.reminder === "passed-over" && !isSilent) one.reminder = "either";
}

/** Mail to an address cannot arrive any more: it is no longer an administrator, and its open requests end. */
export function dropUnreachable(world: World, email: Address): void {
  for (const customer of customersOf(world, email)) {
    dropAdministrator(world, customer, email);
    if (customer.administrators.length === 0) customer.types.push("CustomerUnattended");
  }
}

/** Removes an administrator, the waiting ones that it added, and its open requests for the customer. */
export function dropAdministrator({ invitations }: World, customer: ModelledCustomer, email: Address): void {
  customer.administrators = customer.administrators.filter((known) => known.email !== email);
  customer.waiting = customer.waiting.filter(({ addedBy }) => addedBy !== email);
  customer.types.push("AdministratorRemoved");
  const open = invitations.filter((one) => one.status === "pending" && one.email === email);
  for (const one of open.filter(({ relationship }) => relationship?.customer === customer))
    cancel(one, "addressee-left");
}

/** Records an end. */
export function end(one: Modelled, status: Modelled["status"], type: string): void {
  one.status = status;
  one.types.push(type);
}

/** Records a cancellation and its reason. */
export function cancel(one: Modelled, code: NonNullable<Modelled["cancelCode"]>): void {
  one.cancelCode = code;
  end(one, "cancelled", "InvitationCancelled");
}
