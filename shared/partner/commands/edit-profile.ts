import { askForName, changeProfile, revokeLinks as revoke, inOrder, type ProfileInput } from "../rules/changes.ts";
import type { PartnerChange } from "../model.ts";
import type { PartnerUser } from "../../users/model.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { dayOf, secondsLeftOfDay, type Instant } from "../../kernel/time.ts";
import type { Cause } from "../../events/envelope.ts";
import { confirmationPolicy } from "../../policy/confirmations.ts";
import type { IdempotencyClaim } from "../../table/idempotency.ts";
import { partnerKeys } from "../items/keys.ts";
import { takeOne } from "../items/quotas.ts";
import type { Table } from "../../table/table.ts";
import { adminUnchanged, allUsers, userPlace, userUnchanged } from "../../users/item.ts";
import { changePartner, type PartnerAnswer } from "./change-partner.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import type { ExpectedVersions } from "../../transaction/expected-version.ts";
import { judgeName } from "./take-name.ts";

/**
 * Changes a partner's profile and defaults. A name that the operator must approve becomes pending. The write fails if
 * the acting admin has been removed.
 */
export const editProfile = (
  { table, policy }: Pick<Dependencies, "table" | "policy">,
  input: ProfileInput,
  expected: ExpectedVersions,
  cause: Cause,
): Promise<PartnerAnswer> =>
  changePartner({ table }, cause.partnerId, [cause, null, expected], async (partner, round) => {
    const users = input.notifications === undefined ? [] : await allUsers(table, partner.id);
    const addresses = users.map(({ email }) => email);
    const { displayName, ...rest } = input;
    const wanted = displayName === undefined ? null : await judgeName(table, partner, displayName);
    const said = wanted?.needsOperator === false ? input : rest;
    const changed = changeProfile(partner, said, policy.terms(partner.cloud), addresses);
    const asked = newlyWaiting(changed);
    await round.once(
      () => countConfirmations(table, partner.id, asked, cause.now),
      (counted) => counted >= asked.length,
    );
    // A transaction has each item once.
    const named = usersNamed(users, changed).filter(({ id }) => id !== cause.actor.id);
    const isNameAsked = wanted?.needsOperator === true && displayName !== undefined;
    const change = isNameAsked ? inOrder(changed, askForName(changed.after, displayName)) : changed;
    const names = wanted?.needsOperator === false ? wanted.writes : [];
    if (change.events.length === 0) return change;
    const held = adminUnchanged(await table.read(userPlace(partner.id, cause.actor.id)));
    return { ...change, also: [...names, held, ...named.map(userUnchanged)] };
  });

/** Users who will get notices; the transaction checks that they still exist. */
const usersNamed = (users: readonly PartnerUser[], { before, after }: PartnerChange): readonly PartnerUser[] =>
  users.filter(({ email }) => after.notifications.includes(email) && !before?.notifications.includes(email));

const newlyWaiting = ({ before, after }: PartnerChange): readonly string[] =>
  after.notificationsWaiting.filter((address) => before?.notificationsWaiting.includes(address) !== true);

/**
 * Counts confirmation mails and returns how many. Refuses more than a partner may cause per day: nobody requested them.
 */
async function countConfirmations(table: Table, partnerId: string, asked: readonly string[], now: Instant) {
  const key = partnerKeys.confirmationQuota(partnerId, dayOf(now));
  for (let count = 0; count < asked.length; count++) {
    const limit = confirmationPolicy.perDay;
    if ((await takeOne(table, [{ key, name: "used", limit }], now)) !== null) continue;
    const detail = `At most ${limit} addresses for notices can be added a day (UTC).`;
    throw new Refusal("quota", detail, { quota: "confirmations", limit, retryAfter: secondsLeftOfDay(now) });
  }
  return asked.length;
}

/** Revokes all links of a partner. */
export const revokeLinks = (
  dependencies: Pick<Dependencies, "table">,
  cause: Cause,
  claim: IdempotencyClaim | null,
  expected: ExpectedVersions = "any",
): Promise<PartnerAnswer> => changePartner(dependencies, cause.partnerId, [cause, claim, expected], revoke);
