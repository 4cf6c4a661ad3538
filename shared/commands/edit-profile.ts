import { changeProfile, revokeLinks as revoke, type ProfileInput } from "../domain/partner-changes.ts";
import type { Cause } from "../events/envelope.ts";
import type { IdempotencyClaim } from "../store/idempotency.ts";
import { allUsers } from "../store/partner-users.ts";
import { changePartner, type PartnerAnswer } from "./change-partner.ts";
import type { Dependencies } from "./dependencies.ts";
import { assertAtVersion, type ExpectedVersions } from "./expected-version.ts";

/** A partner rewrites its profile and defaults, as they were at the version that was read. */
export const editProfile = (
  { table, policy }: Pick<Dependencies, "table" | "policy">,
  input: ProfileInput,
  expected: ExpectedVersions,
  cause: Cause,
): Promise<PartnerAnswer> =>
  changePartner({ table }, cause.partnerId, cause, null, async (partner) => {
    assertAtVersion(partner, expected);
    const users = input.notifications === undefined ? [] : await allUsers(table, partner.id);
    const addresses = users.map(({ email }) => email);
    return changeProfile(partner, input, policy.terms(partner.cloud), addresses);
  });

/** A partner takes all its links back: whoever holds one holds nothing (product table, row 7). */
export const revokeLinks = (
  dependencies: Pick<Dependencies, "table">,
  cause: Cause,
  claim: IdempotencyClaim | null,
): Promise<PartnerAnswer> => changePartner(dependencies, cause.partnerId, cause, claim, revoke);
