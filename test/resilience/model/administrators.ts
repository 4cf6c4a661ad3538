import { addDays, dayOf } from "../../../shared/kernel/time.ts";
import { isGone } from "./mailboxes.ts";
import type { Move, PortalKind } from "./moves.ts";
import { isPausable, pausePermission, permissionOf, suspend, take, terminate } from "./relationships.ts";
import {
  addresses,
  administratorAt,
  customersOf,
  dropAdministrator,
  isCool,
  liveOne,
  validDays,
  partners,
  type Address,
  type ModelledCustomer,
  type ModelledRelationship,
  type PartnerName,
  type World,
} from "./world.ts";

/** An administrator, and the customer, address, partner and relationship that a move is about. */
export interface PortalCase {
  readonly customer: ModelledCustomer;
  readonly by: Address;
  readonly email: Address;
  readonly partner: PartnerName;
  /** The newest relationship of the two; undefined where there never was one. */
  readonly relationship: ModelledRelationship | undefined;
  /** One of its permissions. */
  readonly permission: string;
}

/** A status, and what the next page reports as done; null for the page to sign in. */
export type PortalExpected = readonly [status: number, done?: string | null];

/** The case of a move; a possible one if the move is to be possible and there is any. */
export function caseOf(world: World, { at, isApt, ...move }: Move, kind: PortalKind): PortalCase | undefined {
  const any = world.customers.flatMap((customer) =>
    addresses.flatMap((by) =>
      partners.map((partner) => {
        const own = world.relationships.filter((one) => one.partner === partner && one.customer === customer);
        const relationship = liveOne(world, partner, customer) ?? own.at(-1);
        const permission = relationship === undefined ? "" : permissionIn(relationship, kind, at, isApt);
        const about = { customer, by, partner, relationship, permission };
        const emails = addresses.filter((email) => isFor(kind, { ...about, email }));
        const email = (isApt && emails.length > 0 ? emails[at % emails.length] : undefined) ?? move.email;
        return { ...about, email: kind === "leave" ? by : email };
      }),
    ),
  );
  const apt = isApt ? any.filter((one) => isFor(kind, one)) : [];
  // Usually administrators after their cool-off come first.
  const free = apt.filter(({ customer, by }) => !isCool(world, customer, by));
  const cases = free.length > 0 && at % 3 > 0 ? free : apt.length > 0 ? apt : any;
  return cases[(at * 7 + 3) % Math.max(cases.length, 1)];
}

/** The permission of a move; one that can be paused or resumed if the move is to be possible. */
function permissionIn(relationship: ModelledRelationship, kind: PortalKind, at: number, isApt: boolean): string {
  const apt = [...relationship.grants].filter(
    ([, { status, isPaused }]) => status === "active" && isPaused === (kind === "resume-permission"),
  );
  return (isApt ? apt[at % Math.max(apt.length, 1)]?.[0] : undefined) ?? permissionOf(relationship, { at });
}

/** Whether a move is about something that is there. */
function isFor(kind: PortalKind, { customer, by, email, partner, relationship }: PortalCase): boolean {
  const isWaiting = customer.waiting.some((entry) => entry.email === email);
  if (kind === "confirm") return isWaiting;
  if (administratorAt(customer, by) === undefined) return false;
  switch (kind) {
    case "add":
      return administratorAt(customer, email) === undefined;
    case "remove":
      return email !== by && (isWaiting || administratorAt(customer, email) !== undefined);
    case "block":
      return !customer.blocked.has(partner);
    case "unblock":
      return customer.blocked.has(partner);
    case "leave":
    case "see":
      return true;
    case "pause":
    case "resume":
    case "pause-permission":
    case "resume-permission":
      return relationship !== undefined && isPausable(kind, relationship);
    default:
      return relationship !== undefined && relationship.status !== "terminated" && relationship.grants.size > 0;
  }
}

/** What a move in the portal leads to; it is written into the model when it succeeds. */
export function byAdministrator(world: World, kind: PortalKind, one: PortalCase): PortalExpected {
  const { customer, by, partner, relationship, permission } = one;
  if (kind === "confirm") return confirm(world, one);
  const own = customersOf(world, by);
  if (own.length === 0) return [303, "session-ended"];
  if (!own.includes(customer)) return [404];
  const isTooNew = isCool(world, customer, by);
  switch (kind) {
    case "see":
      return [200];
    case "add":
      return isTooNew ? [409] : add(world, one);
    case "remove":
    case "leave":
      return remove(world, one);
    case "block":
    case "unblock": {
      const isBlocked = customer.blocked.has(partner);
      const done = kind === "block" ? "blocked" : "allowed";
      if (isBlocked === (kind === "block")) return [303, done];
      // A new administrator can keep a partner out, and cannot let one in.
      if (kind === "unblock" && isTooNew) return [409];
      if (kind === "block") customer.blocked.add(partner);
      else customer.blocked.delete(partner);
      customer.sendersChanges++;
      return [303, done];
    }
    case "remove-permissions":
      if (relationship === undefined) return [404];
      take(relationship);
      return [303, "removed-all"];
    case "end":
      if (relationship === undefined) return [404];
      if (isTooNew) return [409];
      terminate(world, relationship);
      return [303, "ended"];
    case "pause":
    case "resume":
      if (relationship === undefined) return [404];
      if (kind === "resume" && isTooNew) return [409];
      return suspend(relationship, "customer", kind === "pause") ? [303, `${kind}d`] : [409];
    case "pause-permission":
    case "resume-permission": {
      if (relationship === undefined) return [404];
      const isOn = kind === "pause-permission";
      if (!isOn && isTooNew) return [409];
      return pausePermission(relationship, permission, isOn)
        ? [303, `permission-${isOn ? "paused" : "resumed"}`]
        : [409];
    }
    case "renew-permissions":
      if (relationship === undefined) return [404];
      return isTooNew ? [409] : renew(world, relationship);
  }
}

function add(world: World, { customer, by, email }: PortalCase): PortalExpected {
  if (administratorAt(customer, email) !== undefined) return [422];
  const day = dayOf(world.now);
  const mails = (customer.mailsOn.get(day) ?? 0) + 1;
  if (mails > 10) return [429];
  if (world.mailboxes[email].suppressed.size > 0) return [422];
  customer.mailsOn.set(day, mails);
  const known = customer.waiting.find((entry) => entry.email === email);
  const number = known?.number ?? customer.links + 1;
  const entry = { email, addedBy: by, number, expiresAt: addDays(world.now, validDays.confirmation) };
  customer.waiting = [...customer.waiting.filter((other) => other !== known), entry];
  customer.links = Math.max(customer.links, number);
  customer.types.push("AdministratorAdded");
  world.confirmations.push({ email, customer });
  return [303, "added"];
}

/** The link of the latest entry is valid; an administrator sees that it has confirmed already. */
function confirm(world: World, { customer, email }: PortalCase): PortalExpected {
  const entry = customer.waiting.find((waiting) => waiting.email === email);
  if (entry === undefined) return [administratorAt(customer, email) === undefined ? 410 : 200];
  if (isGone(world.mailboxes[email])) return [409];
  customer.waiting = customer.waiting.filter((other) => other !== entry);
  const coolOffUntil = addDays(world.now, validDays.coolOff);
  customer.administrators = [...customer.administrators, { email, coolOffUntil }];
  customer.types.push("AdministratorConfirmed");
  return [200];
}

function remove(world: World, { customer, by, email }: PortalCase): PortalExpected {
  const isLeaving = email === by;
  if (!isLeaving && isCool(world, customer, by)) return [409];
  const waiting = customer.waiting.find((entry) => entry.email === email);
  if (waiting !== undefined) {
    customer.waiting = customer.waiting.filter((entry) => entry !== waiting);
    customer.types.push("AdministratorRemoved");
    return [303, "waiting-removed"];
  }
  if (administratorAt(customer, email) === undefined) return [404];
  if (customer.administrators.length === 1) return [409];
  dropAdministrator(world, customer, email);
  return [303, isLeaving ? "left" : "administrator-removed"];
}

function renew(world: World, { status, grants, types }: ModelledRelationship): PortalExpected {
  const renewable = [...grants].filter(([, grant]) => grant.status !== "removed" && !grant.isPaused);
  if (status !== "active" || renewable.length === 0) return [409];
  const endsAt = addDays(world.now, validDays.grants);
  const moved = renewable.filter(([, grant]) => grant.status === "expired" || endsAt >= addDays(grant.endsAt, 1));
  for (const [permission, grant] of moved) {
    const since = grant.status === "active" ? grant.since : world.now;
    grants.set(permission, { status: "active", since, endsAt, isPaused: false });
  }
  if (moved.length > 0) types.push("PermissionsRenewed");
  return [303, "renewed"];
}
