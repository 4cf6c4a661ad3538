import type { MasterKey } from "../crypto/master-key.ts";
import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { mailboxOf } from "../domain/address.ts";
import { addUser as add, userAggregate, type PartnerUser, type UserInput } from "../domain/partner-user.ts";
import type { Partner } from "../domain/partner.ts";
import { Refusal } from "../domain/refusal.ts";
import { addDays } from "../domain/time.ts";
import type { Cause } from "../events/envelope.ts";
import type { UserPool } from "../runtime/user-pool.ts";
import { answerPlace, idempotencyWrite, type IdempotencyClaim } from "../store/idempotency.ts";
import { eventPlace } from "../store/events.ts";
import { adminUnchanged, userPlace, userWrites } from "../store/partner-users.ts";
import { partnerPlace } from "../store/partners.ts";
import type { Table } from "../store/table.ts";
import { attempt } from "./attempt.ts";
import { earlierAnswer } from "./idempotency.ts";
import { partnerOf } from "./partner-of.ts";

interface Needs {
  readonly table: Table;
  readonly userPool: UserPool;
  readonly masterKey: () => Promise<MasterKey>;
}

/**
 * A partner lets somebody in (product table, row 51), or the operator does for it. What broke off between pool and list is
 * taken up by repeating it. The write is held to an acting admin's own right, so that nobody adds anybody after its end.
 */
export async function addUser(
  { table, userPool, masterKey }: Needs,
  input: UserInput,
  cause: Cause,
  claim: IdempotencyClaim | null,
): Promise<{ readonly user: PartnerUser; readonly replayed: boolean }> {
  const { partnerId, actor, now } = cause;
  const mailbox = addressPseudonym(mailboxOf(input.email), await masterKey());
  return attempt(async () => {
    const found = await table.read({
      partner: partnerPlace(partnerId),
      own: userPlace(partnerId, actor.id),
      earlier: claim && answerPlace(claim),
    });
    const record = earlierAnswer(claim, found.earlier, now);
    // The same body at the same moment makes the same user: the record's end is a day after that moment.
    if (record) {
      return { user: add(record.aggregate, partnerId, input, addDays(record.expiresAt, -1)), replayed: true };
    }
    const { sandbox } = partnerOf(found.partner, { mustStand: false });
    const held = actor.kind === "operator" ? [] : [adminUnchanged(found.own)];
    const { id, known } = await admit({ table, userPool }, partnerId, input);
    if (known) throw addressTaken();
    const user = add(id, partnerId, input, now);
    await table.transact([
      ...userWrites(null, user, { cause, mailbox, sandbox }),
      ...held,
      ...(claim ? [idempotencyWrite(claim, { status: 201, aggregate: id, sequence: 1 }, now)] : []),
    ]);
    return { user, replayed: false };
  });
}

/** Sees to it that somebody is in; one who is already stays as they are. */
export async function ensureUser(
  needs: Needs,
  { id: partnerId, sandbox }: Pick<Partner, "id" | "sandbox">,
  input: UserInput,
  given: Omit<Cause, "partnerId">,
): Promise<PartnerUser> {
  const cause = { ...given, partnerId };
  const mailbox = addressPseudonym(mailboxOf(input.email), await needs.masterKey());
  return attempt(async () => {
    const { id, known } = await admit(needs, partnerId, input);
    if (known) return known;
    const user = add(id, partnerId, input, cause.now);
    await needs.table.transact(userWrites(null, user, { cause, mailbox, sandbox }));
    return user;
  });
}

/** Refuses an address that somebody signs in with already. */
export async function assertAddressFree({ userPool }: Pick<Needs, "userPool">, email: string): Promise<void> {
  if ((await userPool.find(email)) !== null) throw addressTaken();
}

/** Lets an address in, or finds it in already; refuses one that is in for another partner. */
async function admit(
  { table, userPool }: Pick<Needs, "table" | "userPool">,
  partnerId: string,
  input: UserInput,
): Promise<{ readonly id: string; readonly known: PartnerUser | null }> {
  const made = await userPool.create(partnerId, input);
  if (made !== null) return { id: made, known: null };
  const found = await userPool.find(input.email);
  if (found?.partnerId !== partnerId) throw addressTaken();
  const known = await table.read(userPlace(partnerId, found.id));
  if (known === null) {
    // Who was on the list before was removed, and the pool was not told: its user has ended, and another one begins.
    if ((await table.read(eventPlace(userAggregate(found), 1))) !== null) {
      await userPool.remove(found.id);
      return admit({ table, userPool }, partnerId, input);
    }
    if (found.role !== input.role) await userPool.setRole(found.id, input.role);
    // Whether the first password went out when this broke off, nobody knows.
    await userPool.resend(input.email);
  }
  return { id: found.id, known };
}

const addressTaken = (): Refusal => new Refusal("user-exists", "Somebody signs in with this address already.");
