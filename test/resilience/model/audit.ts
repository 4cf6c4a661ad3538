import { expect } from "vitest";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { suppressionReasons, type Suppression } from "../../../shared/delivery/rules/address-status.ts";
import type { MailKind } from "../../../shared/delivery/rules/mail-kinds.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { rightsPlace } from "../../../shared/customer/items/administered.ts";
import {
  addressPlace,
  stoppableMails,
  stoppedScope,
  type UnsubscribeScope,
} from "../../../shared/delivery/address-item.ts";
import { parseCustomer } from "../../../shared/customer/items/item.ts";
import { parseInvitation } from "../../../shared/invitation/items/item.ts";
import { invitationKeys } from "../../../shared/invitation/items/keys.ts";
import { parseStoredRelationship } from "../../../shared/relationship/items/item.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { mailIdOf } from "../../support/audit/mail-ids.ts";
import { eventsIn } from "../../support/audit/events-in.ts";
import { mailsTo } from "../../support/stack/mailed.ts";
import { assertStored, type Stack } from "../../support/stack/stack.ts";
import { linkOf } from "./play.ts";
import { confirmationLinks, isFor, partnerIdOf } from "./play-portal.ts";
import { mayGet } from "./mailboxes.ts";
import { addresses, customersOf, partners, type Modelled, type PartnerName, type World } from "./world.ts";

/** Compares everything that can be observed with the model: states, events, locks, rights, mails, lists. */
export async function audit(stack: Stack, world: World): Promise<void> {
  await stack.local.idle();
  const items = await assertStored(stack);
  const events = Map.groupBy(eventsIn(items), ({ metadata }) => metadata.aggregate);
  const typesOf = (aggregate: string): string[] =>
    (events.get(aggregate) ?? [])
      .toSorted((a: StoredEvent, b: StoredEvent) => a.metadata.sequence - b.metadata.sequence)
      .map(({ type }) => type);
  auditInvitations(stack, world, items, typesOf);
  await auditLocks(stack, world, items);
  auditRelationships(world, items, typesOf);
  auditCustomers(stack, world, items, typesOf);
  await auditMailboxes(stack, world, items);
}

type TypesOf = (aggregate: string) => string[];
const of = (items: readonly RawItem[], entity: string): RawItem[] => items.filter((item) => item["entity"] === entity);

function auditInvitations(stack: Stack, world: World, items: readonly RawItem[], typesOf: TypesOf): void {
  const states = new Map(of(items, "invitation").map((item) => [String(item["id"]), parseInvitation(item)]));
  for (const one of world.invitations) {
    const state = states.get(one.id);
    learnReminder(one, typesOf(one.id));
    expect({
      status: state?.status,
      email: state?.terms.customer.email,
      linkVersion: state?.issue?.linkVersion ?? 0,
      relationship: state?.relationshipId,
      customer: state?.customerId,
      cancelCode: state?.status === "cancelled" ? state.cancelCode : null,
      types: typesOf(one.id),
    }).toEqual({
      ...{ status: one.status, email: one.email, linkVersion: one.linkVersion, cancelCode: one.cancelCode },
      relationship: one.relationship?.id ?? null,
      customer: one.relationship?.customer.id ?? null,
      types: one.types,
    });
    for (const { email, linkVersion } of one.mailedTo) {
      const link = stack.local.url + linkOf(stack, one, linkVersion);
      const mails = mailsTo(stack, email).filter(({ links }) => links.includes(link));
      expect(mails.length, `mails to ${email} with version ${linkVersion} of ${one.id}`).toBeGreaterThanOrEqual(1);
    }
  }
  expect(states.size).toBe(world.invitations.length);
}

/** A reminder may be sent or not if it was passed over and mail was allowed again later. */
function learnReminder(one: Modelled, types: readonly string[]): void {
  if (one.reminder !== "either" || types[one.types.length] !== "InvitationReminded") return;
  one.types.push("InvitationReminded");
  one.reminder = "out";
}

/** Compares what stops mail to each address, and that no refused mail was sent. */
async function auditMailboxes(stack: Stack, world: World, items: readonly RawItem[]): Promise<void> {
  for (const email of addresses) {
    const { key, parse } = addressPlace(addressPseudonym(email, stack.masterKey));
    const known = parse(items.find(({ PK, SK }) => PK === key.PK && SK === key.SK) ?? null);
    const { suppressed, stopped } = world.mailboxes[email];
    for (const name of partners) {
      const partnerId = await partnerIdOf(stack, name);
      const scopes = stoppableMails.map((mail) => stoppedScope(known, mail, partnerId));
      expect([email, name, ...scopes]).toEqual([
        email,
        name,
        ...stoppableMails.map((mail) => scopeOf(stopped[mail], name)),
      ]);
    }
    const reasons = known.suppressions.map(({ reason }) => reason);
    expect([email, reasons]).toEqual([email, suppressionReasons.filter((reason) => suppressed.has(reason))]);
  }
  const { mails } = stack.local;
  for (const { to, sentAs } of mails.slice(world.mailsSeen)) {
    const email = addresses.find((one) => to.includes(one));
    const { event, kind } = mailIdOf(sentAs);
    if (email === undefined) continue;
    const invitation = world.invitations.find(({ id }) => event.startsWith(`${id}.`));
    const isWanted = mayGet(world.mailboxes[email], kind as MailKind, invitation?.partner);
    expect([sentAs, email, isWanted]).toEqual([sentAs, email, true]);
  }
  world.mailsSeen = mails.length;
}

const scopeOf = (stopped: ReadonlySet<PartnerName | "all">, partner: PartnerName): UnsubscribeScope =>
  stopped.has("all") ? "all" : stopped.has(partner) ? "partner" : "none";

async function auditLocks(stack: Stack, world: World, items: readonly RawItem[]): Promise<void> {
  const ids = await Promise.all(partners.map(async (name) => [name, await partnerIdOf(stack, name)] as const));
  const idOf = new Map<string, string>(ids);
  const locks = of(items, "open-invitation").map((item) => `${String(item["PK"])} ${String(item["SK"])}`);
  const open = world.invitations
    .filter(({ status }) => status === "pending")
    .map(({ partner, email }) => {
      const address = addressPseudonym(email, stack.masterKey);
      const { PK, SK } = invitationKeys.open(idOf.get(partner) ?? "", "reseller", address);
      return `${PK} ${SK}`;
    });
  expect(locks.toSorted()).toEqual(open.toSorted());
}

/** Events that time causes; how many grants one of them names depends on when the job runs. */
const byTime = ["PermissionsExpiring", "PermissionsExpired"];

function auditRelationships(world: World, items: readonly RawItem[], typesOf: TypesOf): void {
  const states = of(items, "relationship").map(parseStoredRelationship);
  const seen = states.map(({ id, customerId, status, grants, suspensions }) => ({
    ...{ id, customerId, status },
    suspendedBy: suspensions.map(({ by }) => by).toSorted(),
    paused: grants.flatMap(({ permission, pausedAt }) => (pausedAt === undefined ? [] : [permission])).toSorted(),
    grants: Object.fromEntries(grants.map((grant) => [grant.permission, grant.status])),
    types: typesOf(id).filter((type) => !byTime.includes(type)),
  }));
  const modelled = world.relationships.map(({ id, customer, status, grants, suspendedBy, types }) => ({
    ...{ id, customerId: customer.id, status, types },
    suspendedBy: [...suspendedBy].toSorted(),
    paused: [...grants].flatMap(([permission, { isPaused }]) => (isPaused ? [permission] : [])).toSorted(),
    grants: Object.fromEntries([...grants].map(([permission, grant]) => [permission, grant.status])),
  }));
  expect(byId(seen)).toEqual(byId(modelled));
  for (const { id, grants } of world.relationships)
    for (const { permission, endsAt } of states.find((state) => state.id === id)?.grants ?? []) {
      const minutes = (Date.parse(endsAt) - Date.parse(grants.get(permission)?.endsAt ?? "")) / 60_000;
      expect(Math.abs(minutes), `the end of ${permission} in ${id}`).toBeLessThan(2);
    }
}

/** Compares the administrators of customers, by customer and by address, and the addresses that were asked to confirm. */
function auditCustomers(stack: Stack, world: World, items: readonly RawItem[], typesOf: TypesOf): void {
  const seen = of(items, "customer")
    .map(parseCustomer)
    .map(({ id, name, administrators, waiting }) => ({
      ...{ id, name, types: typesOf(id), sendersChanges: typesOf(`${id}/senders`).length },
      administrators: administrators.map(({ email, coolOffUntil }) => [email, coolOffUntil !== null]),
      waiting: waiting.map(({ email, number }) => [email, number]),
    }));
  const modelled = world.customers.map(({ id, name, types, sendersChanges, administrators, waiting }) => ({
    ...{ id, name, types, sendersChanges },
    administrators: administrators.map(({ email, coolOffUntil }) => [email, coolOffUntil !== null]),
    waiting: waiting.map(({ email, number }) => [email, number]),
  }));
  expect(byId(seen)).toEqual(byId(modelled));
  for (const email of addresses) {
    const address = addressPseudonym(email, stack.masterKey);
    const { key, parse } = rightsPlace(address);
    const rights = parse(items.find(({ PK, SK }) => PK === key.PK && SK === key.SK) ?? null);
    expect(rights.customers.toSorted(), `rights of ${email}`).toEqual(
      customersOf(world, email)
        .map(({ id }) => id)
        .toSorted(),
    );
    const mailed = confirmationLinks(stack, email);
    for (const customer of world.customers) {
      const asked = world.confirmations.filter((one) => one.email === email && one.customer === customer);
      const links = mailed.filter((token) => isFor(token, customer.id, stack));
      expect(links.length, `confirmation mails to ${email} for ${customer.id}`).toBe(asked.length);
    }
  }
}

const byId = <One extends { readonly id: string }>(all: readonly One[]): One[] =>
  all.toSorted((one, other) => (one.id < other.id ? -1 : 1));

/** Compares what the operator reads about each address with the model. */
export async function auditLookUps(stack: Stack, { mailboxes }: World): Promise<void> {
  for (const email of addresses) {
    const path = "/v1/operator/addresses/lookup";
    const { json } = await stack.ask({ role: "operator" }, "POST", path, { body: { email } });
    const { suppressions, lifts } = json as { readonly suppressions: readonly Suppression[]; readonly lifts: object[] };
    const { suppressed, lifts: number } = mailboxes[email];
    expect([suppressions.map(({ reason }) => reason), lifts.length], `what is told of ${email}`).toEqual([
      suppressionReasons.filter((reason) => suppressed.has(reason)),
      number,
    ]);
  }
}

/** Compares the lists with the model: newest first, by status and all. */
export async function auditLists(stack: Stack, world: World): Promise<void> {
  for (const partner of partners) {
    const own = world.invitations.filter((one) => one.partner === partner).toReversed();
    const list = async (query: string) => {
      const { json } = await stack.ask({ partner, role: "auditor" }, "GET", `/v1/invitations?limit=100${query}`);
      return (json["items"] as readonly { readonly id: string }[]).map(({ id }) => id);
    };
    expect(await list("")).toEqual(own.map(({ id }) => id));
    for (const status of ["draft", "pending", "accepted", "declined", "cancelled", "expired"]) {
      const ids = own.filter((one) => one.status === status).map(({ id }) => id);
      expect(await list(`&status=${status}`)).toEqual(ids);
    }
  }
}
