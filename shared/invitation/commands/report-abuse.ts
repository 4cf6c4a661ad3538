import { addressPseudonym, domainPseudonym } from "../../crypto/pseudonyms.ts";
import { domainOf, mailboxOf } from "../../kernel/address.ts";
import { reportsPlace, reportWrites } from "../../partner/items/abuse.ts";
import { changingPartnerPlace, partnerWrites } from "../../partner/items/partners.ts";
import { sentSincePlace } from "../../partner/items/quotas.ts";
import { reportPartner } from "../../partner/rules/abuse.ts";
import { freezePartner } from "../../partner/rules/changes.ts";
import { reportRule } from "../../policy/reports.ts";
import { present } from "../../table/places.ts";
import type { Write } from "../../table/writes.ts";
import { nothing } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { isDeniedAlready } from "../rules/answers.ts";
import { actOnLink, type CustomerAct, type CustomerMoment, type LinkOutcome } from "./act-on-link.ts";
import { denialWrites, type DeclineInput } from "./decline-invitation.ts";

type Needs = Pick<Dependencies, "table" | "masterKey" | "policy">;

/**
 * The customer does not know the partner: the invitation is declined and the operator alarmed. The same transaction
 * freezes the partner once enough mailboxes have reported it.
 */
export const reportAbuse = (
  dependencies: Needs,
  token: string,
  input: DeclineInput,
  moment: CustomerMoment,
  options: { readonly wherever?: boolean } = {},
): Promise<LinkOutcome> =>
  actOnLink(
    dependencies,
    token,
    moment,
    async (act) =>
      isDeniedAlready(act.invitation, { isReported: true })
        ? nothing
        : {
            writes: [...denialWrites("report", input, act).writes, ...(await countReport(dependencies, act))],
            opened: -1,
          },
    { ...options, whileFrozen: true },
  );

async function countReport({ table, policy }: Needs, act: CustomerAct): Promise<Write[]> {
  const { invitation, masterKey, cause } = act;
  const { partnerId, terms } = invitation;
  const rule = reportRule(policy.reportsToFreeze);
  const { changing, before, sent } = await table.read({
    changing: present(changingPartnerPlace(partnerId)),
    before: reportsPlace(partnerId),
    sent: sentSincePlace(partnerId, rule.days, cause.now),
  });
  const mailbox = mailboxOf(terms.customer.email);
  const report = {
    mailbox: addressPseudonym(mailbox, masterKey),
    domain: domainPseudonym(domainOf(mailbox), masterKey),
    at: cause.now,
  };
  const { after, freezes } = reportPartner(before, report, sent, rule);
  const system = { ...cause, actor: { kind: "system", id: "rapport" } } as const;
  const frozen = freezes ? freezePartner(changing.partner, "reports", "Customers do not know this partner.") : null;
  return [...reportWrites(before, after), ...(frozen ? partnerWrites(frozen, system, changing.newest) : [])];
}
