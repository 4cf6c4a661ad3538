import type { MasterKey } from "../crypto/master-key.ts";
import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { mailboxOf } from "../kernel/address.ts";
import { endNoticesTo } from "../partner/rules/changes.ts";
import { assertOther, changeRole, type PartnerUser, type UserRole } from "./model.ts";
import { notFound, Refusal } from "../kernel/refusal.ts";
import type { Cause } from "../events/envelope.ts";
import type { UserPool } from "../runtime/user-pool.ts";
import { changingPartnerPlace, partnerUnchanged, partnerWrites } from "../partner/items/partners.ts";
import { adminUnchanged, changingUserPlace, userPlace, userWrites } from "./item.ts";
import { present } from "../table/places.ts";
import type { Table } from "../table/table.ts";
import { done, type Reads } from "../transaction/commit.ts";
import { execute } from "../transaction/execute.ts";
import { assertAtVersion, type ExpectedVersions } from "../transaction/expected-version.ts";

interface Needs {
  readonly table: Table;
  readonly userPool: Pick<UserPool, "setRole" | "remove" | "resend">;
  readonly masterKey: () => Promise<MasterKey>;
}

/** Changes a user's role, first in the pool: if the list is not written then, repeating the change completes it. */
export async function changeUserRole(
  { table, userPool, masterKey }: Needs,
  id: string,
  role: UserRole,
  expected: ExpectedVersions,
  cause: Cause,
): Promise<PartnerUser> {
  const load = (reads: Reads) => loadOther(reads, id, expected, cause);
  return execute(table, cause, load, async ({ changing, held, sandbox }) => {
    const after = changeRole(changing.user, role);
    // In every round: a concurrent request may have set another role in the pool.
    if (!(await userPool.setRole(id, role))) throw goneFromPool();
    const writes = userWrites(changing, after, { cause, mailbox: await mailboxPseudonym(after, masterKey), sandbox });
    return { answer: () => after, writes: writes.length > 0 ? [...writes, held] : [] };
  });
}

/**
 * Ends a user's access: first on the list, which every request reads, then in the pool. Of two admins who remove each
 * other, one stays. Notices to the address end too.
 */
export async function removeUser(
  { table, userPool, masterKey }: Needs,
  id: string,
  expected: ExpectedVersions,
  cause: Cause,
): Promise<void> {
  const load = (reads: Reads) => loadOther(reads, id, expected, cause);
  await execute(table, cause, load, async ({ changing, held, sandbox, partner, newest }) => {
    const notices = partnerWrites(endNoticesTo(partner, changing.user.email), cause, newest);
    const mailbox = await mailboxPseudonym(changing.user, masterKey);
    const writes = [
      ...userWrites(changing, null, { cause, mailbox, sandbox }),
      ...(notices.length > 0 ? notices : [partnerUnchanged(partner)]),
      held,
    ];
    return done(writes);
  });
  await userPool.remove(id);
}

const mailboxPseudonym = async ({ email }: PartnerUser, masterKey: Needs["masterKey"]): Promise<string> =>
  addressPseudonym(mailboxOf(email), await masterKey());

/** One user of a partner. */
export const readUser = async ({ table }: Pick<Needs, "table">, partnerId: string, id: string): Promise<PartnerUser> =>
  (await readChanging(table, partnerId, id)).user;

async function readChanging(table: Reads, partnerId: string, id: string) {
  // Ids come from the pool and have a form of their own; what has not is nobody's.
  const changing = await table.read(/^[0-9a-f-]{36}$/.test(id) ? changingUserPlace(partnerId, id) : null);
  if (changing === null) throw notFound("user");
  return changing;
}

/** Has the pool mail a user another first password, for the first one ends after three days. Refused once the user has signed in. */
export async function resendFirstPassword(
  { table, userPool }: Pick<Needs, "table" | "userPool">,
  partnerId: string,
  id: string,
  expected: ExpectedVersions,
): Promise<void> {
  const user = await readUser({ table }, partnerId, id);
  assertAtVersion(user, expected);
  const outcome = await userPool.resend(user.email);
  if (outcome === "gone") throw goneFromPool();
  if (outcome === "signed-in") {
    throw new Refusal(
      "user-signed-in",
      "This user has already signed in. A new password can be requested on the sign-in page.",
    );
  }
}

const goneFromPool = (): Refusal =>
  new Refusal("not-found", "This user is no longer in the user pool. Remove the user here and add the address again.");

/** Loads a user whom another admin changes, its partner, and the check of that admin's rights. */
async function loadOther(
  table: Reads,
  id: string,
  expected: ExpectedVersions,
  { partnerId, actor }: Pick<Cause, "partnerId" | "actor">,
) {
  const changing = await readChanging(table, partnerId, id);
  assertAtVersion(changing.user, expected);
  assertOther(changing.user, actor.id);
  const { own, of } = await table.read({
    own: userPlace(partnerId, actor.id),
    of: present(changingPartnerPlace(partnerId)),
  });
  return { changing, held: adminUnchanged(own), sandbox: of.partner.sandbox, ...of };
}
