import { addDays } from "../../../shared/kernel/time.ts";
import {
  askableAgain,
  cancel,
  isCool,
  isRestorable,
  validDays,
  type Address,
  type Askable,
  type Expected,
  type ModelledGrant,
  type ModelledRelationship,
  type Side,
  type World,
} from "./world.ts";
import { lockRefusal, type Move, type RelationshipKind } from "./moves.ts";

/** Takes active permissions away: all, or those of which `isTaken` says so. Returns whether there were any. */
export function take(
  { grants, types }: ModelledRelationship,
  isTaken: (permission: string, grant: ModelledGrant) => boolean = () => true,
): boolean {
  const taken = [...grants].filter(([permission, grant]) => grant.status === "active" && isTaken(permission, grant));
  for (const [permission, grant] of taken) grants.set(permission, { ...grant, status: "removed", isPaused: false });
  if (taken.length > 0) types.push("PermissionsRemoved");
  return taken.length > 0;
}

/** Either side ends a relationship, with its permissions and open requests. */
export function terminate(world: World, relationship: ModelledRelationship): void {
  if (relationship.status === "terminated") return;
  // The end names the permissions itself.
  if (take(relationship)) relationship.types.pop();
  relationship.status = "terminated";
  relationship.suspendedBy.clear();
  relationship.types.push("RelationshipTerminated");
  for (const one of world.invitations)
    if (one.status === "pending" && one.relationship === relationship) cancel(one, "relationship-ended");
}

/** One side suspends a relationship that has not ended, or lifts what it suspended; that of the other side stays. */
export function suspend(relationship: ModelledRelationship, by: Side, isOn: boolean): boolean {
  const { status, suspendedBy, types } = relationship;
  if (status === "terminated") return false;
  if (suspendedBy.has(by) === isOn) return true;
  if (isOn) suspendedBy.add(by);
  else suspendedBy.delete(by);
  types.push(isOn ? "RelationshipSuspended" : "RelationshipResumed");
  relationship.status = suspendedBy.size > 0 ? "suspended" : "active";
  return true;
}

/** The customer pauses an active permission, or ends its pause; its end stays. */
export function pausePermission(
  { status, grants, types }: ModelledRelationship,
  permission: string,
  isOn: boolean,
): boolean {
  const grant = grants.get(permission);
  if (status === "terminated" || grant?.status !== "active") return false;
  if (grant.isPaused !== isOn) types.push(isOn ? "PermissionsPaused" : "PermissionsResumed");
  grants.set(permission, { ...grant, isPaused: isOn });
  return true;
}

/** The permission that a move is about: one that was granted, if there is any. */
export const permissionOf = ({ grants }: ModelledRelationship, { at }: Pick<Move, "at">): string =>
  [...grants.keys()].toSorted()[at % Math.max(grants.size, 1)] ?? "directory.admin";

/** What partners and the operator may name: also what was never granted. */
export const namedBy = (relationship: ModelledRelationship, move: Move): string =>
  move.isApt ? permissionOf(relationship, move) : "helpdesk";

/** What a partner's or the operator's move leads to; it is written into the model when it succeeds. */
export function onRelationship(
  world: World,
  kind: Exclude<RelationshipKind, "amend">,
  relationship: ModelledRelationship,
  move: Move,
): Expected {
  const named = namedBy(relationship, move);
  switch (kind) {
    case "give-back":
      if (!relationship.grants.has(named)) return [404];
      take(relationship, (permission) => permission === named);
      return [200];
    case "ask-blockers":
      return [200];
    case "end-by-partner":
      terminate(world, relationship);
      return [200];
    case "suspend":
    case "lift-suspension":
      return suspend(relationship, "operator", kind === "suspend") ? [200] : [409, "wrong-state"];
    case "report-removed": {
      const at = reportedAt(world, move);
      if (move.granted !== "all" && !relationship.grants.has(named)) return [422, "validation"];
      const isNamed = (permission: string): boolean => move.granted === "all" || permission === named;
      // What was granted after the removal is another grant.
      take(relationship, (permission, { since }) => isNamed(permission) && since <= at);
      return [200];
    }
  }
}

/** When the customer removed what is reported: just now, or the day before yesterday. */
export const reportedAt = ({ now }: World, { isLate }: Move): string => (isLate ? addDays(now, -2) : now);

/** What an amendment asks for. */
export const amendedBy = ({ granted }: Move): readonly string[] =>
  ({ all: ["directory.admin", "office365.admin", "users.admin"], some: ["users.admin"], none: ["office365.admin"] })[
    granted
  ];

/** Whom an amendment names; nobody if only one administrator could answer. */
export function addresseeBy(world: World, { customer }: ModelledRelationship, move: Move): Address | undefined {
  const able = customer.administrators.filter(({ email }) => !isCool(world, customer, email));
  if (move.isNamed && able.length < 2) return undefined;
  return (move.isApt ? able[move.at % Math.max(able.length, 1)]?.email : undefined) ?? move.email;
}

/** What an amendment comes to: how it is refused, or whom it asks for what. */
export function amend(
  world: World,
  relationship: ModelledRelationship,
  move: Move,
): { readonly expected: Expected; readonly email: Address; readonly asked: Askable } {
  const { status, customer, grants, partner } = relationship;
  const refused = (refusal: Expected) => ({ expected: refusal, email: move.email, asked: { refusal } as const });
  if (status === "terminated") return refused([409, "relationship-ended"]);
  if (status === "suspended") return refused([409, "wrong-state"]);
  const able = customer.administrators.filter(({ email }) => !isCool(world, customer, email));
  const email = addresseeBy(world, relationship, move) ?? able[0]?.email;
  if (email === undefined)
    return refused([409, customer.administrators.length === 0 ? "customer-unattended" : "cool-off"]);
  const permissions = amendedBy(move);
  // A restoration has to ask again for what the cloud requires.
  if (isRestorable(relationship) && partner === "fabrikam-partner" && move.granted !== "all") return refused([422]);
  const endsAt = addDays(world.now, validDays.grants);
  const isHeld = (permission: string): boolean => {
    const grant = grants.get(permission);
    return grant?.status === "active" && addDays(grant.endsAt, 1) > endsAt;
  };
  if (permissions.every(isHeld)) return refused([422, "nothing-asked"]);
  const asked = askableAgain(world, relationship, email, { isReaddressed: true });
  if (asked.refusal !== null) return { expected: asked.refusal, email, asked };
  return { expected: lockRefusal(world, { partner, email }, asked, undefined) ?? [201], email, asked };
}

/** Whether a move in the portal about pausing is about something that is there. */
export function isPausable(kind: string, { status, grants, suspendedBy }: ModelledRelationship): boolean {
  const active = [...grants.values()].filter((grant) => grant.status === "active");
  if (status === "terminated") return false;
  if (kind === "pause") return !suspendedBy.has("customer");
  if (kind === "resume") return suspendedBy.has("customer");
  return active.some(({ isPaused }) => isPaused === (kind === "resume-permission"));
}
