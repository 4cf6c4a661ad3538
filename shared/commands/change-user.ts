import type { MasterKey } from "../crypto/master-key.ts";
import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { mailboxOf } from "../domain/address.ts";
import { endNoticesTo } from "../domain/partner-changes.ts";
import { assertOther, changeRole, type PartnerUser, type UserRole } from "../domain/partner-user.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Cause } from "../events/envelope.ts";
import type { UserPool } from "../runtime/user-pool.ts";
import { keys } from "../store/keys.ts";
import { parsePartner, partnerUnchanged, partnerWrites } from "../store/partners.ts";
import { adminUnchanged, parseUser, userWrites } from "../store/partner-users.ts";
import type { RawItem, Table } from "../store/table.ts";
import type { Write } from "../store/writes.ts";
import { attempt } from "./attempt.ts";
import { assertAtVersion, type ExpectedVersions } from "./expected-version.ts";

interface Needs {
  readonly table: Table;
  readonly userPool: Pick<UserPool, "setRole" | "remove" | "resend">;
  readonly masterKey: () => Promise<MasterKey>;
}

/**
 * An admin gives a user another role. The pool is told first: where the list is not written then, the list shows the
 * old role until the change is repeated, and nobody has more than was meant.
 */
export async function changeUserRole(
  { table, userPool, masterKey }: Needs,
  id: string,
  role: UserRole,
  expected: ExpectedVersions,
  cause: Cause,
): Promise<PartnerUser> {
  return attempt(async () => {
    const { item, held, profile } = await loadOther(table, id, expected, cause);
    const { sandbox } = parsePartner(profile);
    const before = parseUser(item);
    const after = changeRole(before, role);
    if (!(await userPool.setRole(id, role))) throw goneFromPool();
    const writes = userWrites(item, after, { cause, mailbox: await mailboxPseudonym(after, masterKey), sandbox });
    if (writes.length > 0) await table.transact([...writes, held]);
    return after;
  });
}

/**
 * An admin ends a user's access: first on the list, which decides at every request, then in the pool. So of two admins who
 * remove each other, one keeps both. With it ends what made the user's address one for the partner's notices.
 */
export async function removeUser(
  { table, userPool, masterKey }: Needs,
  id: string,
  expected: ExpectedVersions,
  cause: Cause,
): Promise<void> {
  await attempt(async () => {
    const { item, held, profile } = await loadOther(table, id, expected, cause);
    const user = parseUser(item);
    const partner = parsePartner(profile);
    const notices = partnerWrites(endNoticesTo(partner, user.email), cause, profile);
    const mailbox = await mailboxPseudonym(user, masterKey);
    await table.transact([
      ...userWrites(item, null, { cause, mailbox, sandbox: partner.sandbox }),
      ...(notices.length > 0 ? notices : [partnerUnchanged(partner)]),
      held,
    ]);
  });
  await userPool.remove(id);
}

const mailboxPseudonym = async ({ email }: PartnerUser, masterKey: Needs["masterKey"]): Promise<string> =>
  addressPseudonym(mailboxOf(email), await masterKey());

/** One user of a partner. */
export const readUser = async ({ table }: Pick<Needs, "table">, partnerId: string, id: string): Promise<PartnerUser> =>
  parseUser(await loadItem(table, partnerId, id));

async function loadItem(table: Table, partnerId: string, id: string): Promise<RawItem> {
  // Ids come from the pool and have a form of their own; what has not is nobody's.
  const item = /^[0-9a-f-]{36}$/.test(id) ? await table.get(keys.partnerUser(partnerId, id)) : null;
  if (item === null) throw new Refusal("not-found", "There is no such user.");
  return item;
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
    throw new Refusal("user-signed-in", "This user has signed in, and asks for a new password on the sign-in page.");
  }
}

const goneFromPool = (): Refusal =>
  new Refusal("not-found", "This user is no longer in the user pool. Remove the user here, and add the address again.");

/** A user whom another one changes, and what holds the transaction to that other one being an admin still. */
async function loadOther(
  table: Table,
  id: string,
  expected: ExpectedVersions,
  { partnerId, actor }: Pick<Cause, "partnerId" | "actor">,
): Promise<{ readonly item: RawItem; readonly held: Write; readonly profile: RawItem | null }> {
  const item = await loadItem(table, partnerId, id);
  assertAtVersion(parseUser(item), expected);
  assertOther(parseUser(item), actor.id);
  const [own, profile] = await table.getMany([keys.partnerUser(partnerId, actor.id), keys.partner(partnerId)]);
  return { item, held: adminUnchanged(own), profile: profile ?? null };
}
