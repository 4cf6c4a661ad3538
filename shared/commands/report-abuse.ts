import { reportPartner } from "../domain/abuse.ts";
import { freezePartner } from "../domain/partner-changes.ts";
import { isDeniedAlready } from "../domain/said-again.ts";
import { parseReports, reportWrites } from "../store/abuse.ts";
import { keys } from "../store/keys.ts";
import { parsePartner, partnerWrites } from "../store/partners.ts";
import type { Write } from "../store/writes.ts";
import { actOnLink, type CustomerAct, type CustomerMoment, type LinkOutcome } from "./act-on-link.ts";
import { denialWrites, type DeclineInput } from "./decline-invitation.ts";
import type { Dependencies } from "./dependencies.ts";

type Needs = Pick<Dependencies, "table" | "masterKey" | "policy">;

/**
 * "I do not know this partner" (product table, row 22): the invitation is declined and the customer counted. When enough
 * different customers have said so, the same transaction freezes the partner. Saying it again changes nothing; after a plain no it
 * comes too late, for a final answer never changes.
 */
export const reportAbuse = (
  dependencies: Needs,
  token: string,
  input: DeclineInput,
  moment: CustomerMoment,
): Promise<LinkOutcome> =>
  actOnLink(dependencies, token, moment, async (act) =>
    isDeniedAlready(act.invitation, { isReported: true })
      ? []
      : [...denialWrites("report", input, act), ...(await countReport(dependencies, act))],
  );

async function countReport({ table, policy }: Needs, { invitation, customer, cause }: CustomerAct): Promise<Write[]> {
  const { partnerId } = invitation;
  const [profile, reports] = await table.getMany([keys.partner(partnerId), keys.abuseReports(partnerId)]);
  const before = parseReports(reports, partnerId);
  const { after, freezes } = reportPartner(before, customer.customerId, policy.reportsToFreeze);
  const system = { ...cause, actor: { kind: "system", id: "rapport" } } as const;
  const frozen = freezes ? freezePartner(parsePartner(profile), "Customers do not know this partner.") : null;
  return [...reportWrites(before, after), ...(frozen ? partnerWrites(frozen, system) : [])];
}
