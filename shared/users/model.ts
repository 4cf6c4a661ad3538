import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { instant } from "../schema/primitives.ts";
import { idOf, personalText, text, version } from "../schema/values.ts";
import type { EventOf } from "../events/all.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Instant } from "../kernel/time.ts";

/** What a partner's user may be (product table, row 51). */
export const userRoles = ["admin", "sales", "helpdesk", "auditor"] as const;
export type UserRole = (typeof userRoles)[number];

/** Someone who works for a partner. Who may sign in is known to the user pool; this is the partner's list of them. */
export const user = z.object({
  /** The user's id in the pool, which tokens carry as `sub`. */
  id: text,
  partnerId: idOf("partner"),
  version,
  email: personalText,
  role: z.enum(userRoles),
  addedAt: instant,
});
export type PartnerUser = DeepReadonly<z.output<typeof user>>;

/** What is said of a new user. */
export type UserInput = Pick<PartnerUser, "email" | "role">;

/** Puts a user on the list. */
export const addUser = (id: string, partnerId: string, { email, role }: UserInput, now: Instant): PartnerUser => ({
  id,
  partnerId,
  version: 1,
  email,
  role,
  addedAt: now,
});

/** Gives a user another role; the same one changes nothing. */
export const changeRole = (before: PartnerUser, role: UserRole): PartnerUser =>
  before.role === role ? before : { ...before, version: before.version + 1, role };

/** The aggregate whose events are what happens to a user. */
export const userAggregate = ({ partnerId, id }: Pick<PartnerUser, "partnerId" | "id">): string =>
  `${partnerId}/user-${id}`;

/** The event of a step: `before` is null where the user is let in, `after` where access ends. `sandbox`: its partner is one. */
export function userEvent(
  before: PartnerUser | null,
  after: PartnerUser | null,
  sandbox = false,
): EventOf<"PartnerUserAdded" | "PartnerUserChanged" | "PartnerUserRemoved"> {
  const user = after ?? before;
  if (user === null) throw new Error("Nothing happens to nobody.");
  const { version, ...told } = user;
  const type = before === null ? "PartnerUserAdded" : after === null ? "PartnerUserRemoved" : "PartnerUserChanged";
  return {
    type,
    aggregate: userAggregate(user),
    // A removal has no item whose version it would be.
    sequence: after === null ? version + 1 : version,
    sandbox,
    data: { user: told, role: user.role, previousRole: before?.role ?? null },
  };
}

/** Refuses an admin's action to a user who is no admin, or no user any more. */
export function assertAdmin(user: PartnerUser | null): asserts user is PartnerUser {
  if (user?.role === "admin") return;
  throw new Refusal("forbidden", "Only an admin of the partner may do this.", { roles: ["admin"] });
}

/** Refuses what a user would do to itself: so an admin is left, whoever goes. */
export function assertOther({ id }: PartnerUser, callerId: string): void {
  if (id === callerId) throw new Refusal("forbidden", "Nobody changes or removes their own user; another admin does.");
}
