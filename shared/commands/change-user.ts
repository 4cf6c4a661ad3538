import { assertOther, changeRole, type PartnerUser, type UserRole } from "../domain/partner-user.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Cause } from "../events/envelope.ts";
import type { UserPool } from "../runtime/user-pool.ts";
import { keys } from "../store/keys.ts";
import { parseUser, userRemoval, userWrite } from "../store/partner-users.ts";
import type { Table } from "../store/table.ts";
import { attempt } from "./attempt.ts";
import { assertAtVersion, type ExpectedVersions } from "./expected-version.ts";

interface Needs {
  readonly table: Table;
  readonly userPool: Pick<UserPool, "setRole" | "remove">;
}

/**
 * An admin gives a user another role. The pool is told first: where the list is not written then, the list shows the
 * old role until the change is repeated, and nobody has more than was meant.
 */
export async function changeUserRole(
  { table, userPool }: Needs,
  id: string,
  role: UserRole,
  expected: ExpectedVersions,
  cause: Pick<Cause, "partnerId" | "actor">,
): Promise<PartnerUser> {
  return attempt(async () => {
    const before = await loadOther(table, id, expected, cause);
    const after = changeRole(before, role);
    await userPool.setRole(id, role);
    if (after !== before) await table.transact([userWrite(after)]);
    return after;
  });
}

/** An admin ends a user's access: first in the pool, then on the list, so that nobody is in who is not listed. */
export async function removeUser(
  { table, userPool }: Needs,
  id: string,
  expected: ExpectedVersions,
  cause: Pick<Cause, "partnerId" | "actor">,
): Promise<void> {
  return attempt(async () => {
    const user = await loadOther(table, id, expected, cause);
    await userPool.remove(id);
    await table.transact([userRemoval(user)]);
  });
}

async function loadOther(
  table: Table,
  id: string,
  expected: ExpectedVersions,
  { partnerId, actor }: Pick<Cause, "partnerId" | "actor">,
): Promise<PartnerUser> {
  // Ids come from the pool and have a form of their own; what has not is nobody's.
  const item = /^[0-9a-f-]{36}$/.test(id) ? await table.get(keys.partnerUser(partnerId, id)) : null;
  if (item === null) throw new Refusal("not-found", "There is no such user.");
  const user = parseUser(item);
  assertAtVersion(user, expected);
  assertOther(user, actor.id);
  return user;
}
