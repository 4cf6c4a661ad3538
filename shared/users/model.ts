import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { instant } from "../schema/primitives.ts";
import { idOf, personalText, text, version } from "../schema/values.ts";
import type { EventOf } from "../events/all.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Instant } from "../kernel/time.ts";

/** Roles of a partner's users. */
export const userRoles = ["admin", "sales", "helpdesk", "auditor"] as const;
export type UserRole = (typeof userRoles)[number];

/** A user of a partner, as on the partner's list; the user pool decides who can sign in. */
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

/** Input of a new user. */
export type UserInput = Pick<PartnerUser, "email" | "role">;

/** Creates a user. */
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

/** The event of a step: `before` is null for a new user, `after` for a removed one. `sandbox`: the partner is one. */
export function userEvent(
  before: PartnerUser | null,
  after: PartnerUser | null,
  sandbox: boolean,
): EventOf<"PartnerUserAdded" | "PartnerUserChanged" | "PartnerUserRemoved"> {
  const user = after ?? before;
  if (user === null) throw new Error("Nothing happens to nobody.");
  const { version, ...data } = user;
  const type = before === null ? "PartnerUserAdded" : after === null ? "PartnerUserRemoved" : "PartnerUserChanged";
  return {
    type,
    aggregate: userAggregate(user),
    // A removal has no item whose version it would be.
    sequence: after === null ? version + 1 : version,
    sandbox,
    data: { user: data, role: user.role, previousRole: before?.role ?? null },
  };
}

/** Refuses anyone but an admin of the partner. */
export function assertAdmin(user: PartnerUser | null): asserts user is PartnerUser {
  if (user?.role === "admin") return;
  throw new Refusal("forbidden", "Only an admin of the partner may do this.", { roles: ["admin"] });
}

/** Refuses changes of one's own user, so that an admin always remains. */
export function assertOther({ id }: PartnerUser, callerId: string): void {
  if (id === callerId) throw new Refusal("forbidden", "You cannot change or remove your own user. Ask another admin.");
}
