import type { MasterKey } from "../crypto/master-key.ts";
import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { mailboxOf } from "../kernel/address.ts";
import { addUser as add, userAggregate, type PartnerUser, type UserInput } from "./model.ts";
import type { Partner } from "../partner/model.ts";
import { Refusal } from "../kernel/refusal.ts";
import { addDays } from "../kernel/time.ts";
import type { Cause } from "../events/envelope.ts";
import type { UserPool } from "../runtime/user-pool.ts";
import type { IdempotencyClaim } from "../table/idempotency.ts";
import { eventPlace } from "../events/stored-events.ts";
import { adminUnchanged, userPlace, userWrites } from "./item.ts";
import { partnerPlace } from "../partner/items/partners.ts";
import type { Table } from "../table/table.ts";
import type { Reads } from "../transaction/commit.ts";
import { execute, type Round } from "../transaction/execute.ts";
import { claimed } from "../transaction/claim.ts";
import { partnerOf } from "../partner/commands/partner-of.ts";

interface Needs {
  readonly table: Table;
  readonly userPool: UserPool;
  readonly masterKey: () => Promise<MasterKey>;
}

interface AddedUser {
  readonly user: PartnerUser;
  readonly replayed: boolean;
}

/** A user in the pool; `known` if it is on the partner's list too. */
interface Admitted {
  readonly id: string;
  readonly known: PartnerUser | null;
}

/**
 * Adds a user to the pool and to the partner's list; repeating it completes an interrupted request. The write fails if
 * the acting admin has been removed.
 */
export async function addUser(
  { table, userPool, masterKey }: Needs,
  input: UserInput,
  cause: Cause,
  claim: IdempotencyClaim | null,
): Promise<AddedUser> {
  const { partnerId, actor, now } = cause;
  const mailbox = addressPseudonym(mailboxOf(input.email), await masterKey());
  return execute(
    table,
    { now, claim: claimed(claim) },
    (reads) => reads.read({ partner: partnerPlace(partnerId), own: userPlace(partnerId, actor.id) }),
    async (found, round) => {
      const { sandbox } = partnerOf(found.partner, { mustStand: false });
      const held = actor.kind === "operator" ? [] : [adminUnchanged(found.own)];
      const { id, known } = await admitOnce({ table, userPool }, partnerId, input, round);
      if (known) throw addressTaken();
      const user = add(id, partnerId, input, now);
      return {
        answer: (): AddedUser => ({ user, replayed: false }),
        writes: [...userWrites(null, user, { cause, mailbox, sandbox }), ...held],
        record: { status: 201, aggregate: id, sequence: 1 },
      };
    },
    // The same body at the same moment makes the same user: the record's end is a day after that moment.
    async ({ aggregate, expiresAt }) => ({
      user: add(aggregate, partnerId, input, addDays(expiresAt, -1)),
      replayed: true,
    }),
  );
}

/** Adds a user if it is not there yet. */
export async function ensureUser(
  needs: Needs,
  { id: partnerId, sandbox }: Pick<Partner, "id" | "sandbox">,
  input: UserInput,
  given: Omit<Cause, "partnerId">,
): Promise<PartnerUser> {
  const cause = { ...given, partnerId };
  const mailbox = addressPseudonym(mailboxOf(input.email), await needs.masterKey());
  const load = (reads: Reads) => reads.read(null);
  return execute(needs.table, cause, load, async (_, round) => {
    const { id, known } = await admitOnce(needs, partnerId, input, round);
    if (known) return { answer: () => known, writes: [] };
    const user = add(id, partnerId, input, cause.now);
    return { answer: () => user, writes: userWrites(null, user, { cause, mailbox, sandbox }) };
  });
}

/** Refuses an address that somebody signs in with already. */
export async function assertAddressFree({ userPool }: Pick<Needs, "userPool">, email: string): Promise<void> {
  if ((await userPool.find(email)) !== null) throw addressTaken();
}

/** Adds an address to the pool once over all rounds. Later rounds read the list again. */
async function admitOnce(
  needs: Pick<Needs, "table" | "userPool">,
  partnerId: string,
  input: UserInput,
  { isAgain, once }: Round,
): Promise<Admitted> {
  const { id, known } = await once(() => admit(needs, partnerId, input));
  return { id, known: isAgain ? await needs.table.read(userPlace(partnerId, id)) : known };
}

/** Adds an address to the pool, or finds it there. Refuses a user of another partner. */
async function admit(
  { table, userPool }: Pick<Needs, "table" | "userPool">,
  partnerId: string,
  input: UserInput,
): Promise<Admitted> {
  const made = await userPool.create(partnerId, input);
  if (made !== null) return { id: made, known: null };
  const found = await userPool.find(input.email);
  if (found?.partnerId !== partnerId) throw addressTaken();
  const known = await table.read(userPlace(partnerId, found.id));
  if (known === null) {
    // A former user was removed from the list but not from the pool, so it is replaced.
    if ((await table.read(eventPlace(userAggregate(found), 1))) !== null) {
      await userPool.remove(found.id);
      return admit({ table, userPool }, partnerId, input);
    }
    if (found.role !== input.role) await userPool.setRole(found.id, input.role);
    // It is unknown whether the first password was sent before the interruption.
    await userPool.resend(input.email);
  }
  return { id: found.id, known };
}

const addressTaken = (): Refusal => new Refusal("user-exists", "A user already signs in with this address.");
