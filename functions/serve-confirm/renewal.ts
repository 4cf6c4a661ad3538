import { basisDigest, renewalLinkDays, type Renewal } from "../../shared/crypto/renewals.ts";
import { isCoolingOff } from "../../shared/customer/rules/administrator.ts";
import { html, type Html } from "../../shared/html/html.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import { durationOf } from "../../shared/kernel/time.ts";
import { riskMark } from "../../shared/pages/risk.ts";
import { permissionName } from "../../shared/policy/permission-texts.ts";
import { findPermission } from "../../shared/policy/permissions.ts";
import { dateInWords, durationInWords, instantInWords, say } from "../../shared/policy/words.ts";
import { partnerPlace } from "../../shared/partner/items/partners.ts";
import { ownRelationship, renewPermissions } from "../../shared/relationship/commands/change-customers-relationship.ts";
import type { Grant } from "../../shared/relationship/model.ts";
import { renewalBasis, renewalsOf } from "../../shared/relationship/rules/changes.ts";
import { relationshipAsOf } from "../../shared/relationship/rules/reading.ts";
import { present } from "../../shared/table/places.ts";
import type { Confirmable, Confirmer, ConfirmMoment } from "./confirmer.ts";
import { filledIn, type ConfirmTexts } from "./texts.ts";

/** An administrator renews permissions from the notice of their end, without signing in. */
export const renewal: Confirmer<Renewal> = {
  show: async (link, moment) => (await stateOf(link, moment)).page,

  confirm: async (link, moment) => {
    const { page, email } = await stateOf(link, moment);
    if (page.state !== "waiting") return page;
    const { table, masterKey, now, correlationId } = moment;
    const who = { now, correlationId, address: link.address, email };
    const refusal = await renewPermissions({ table, masterKey: async () => masterKey }, link, who).then(
      () => null,
      refusalIn,
    );
    const after = await stateOf(link, moment);
    // Somebody else was faster, and the page shows the state. If nothing has changed, only the refusal says what is wrong.
    if (refusal !== null && after.page.state === "waiting") throw refusal;
    return after.page;
  },
};

function refusalIn(error: unknown): Refusal {
  if (!(error instanceof Refusal)) throw error;
  return error;
}

async function stateOf(
  link: Renewal,
  moment: ConfirmMoment,
): Promise<{ readonly page: Confirmable; readonly email: string }> {
  const { relationshipId: id, address, basis, endsAt } = link;
  const { now, operatorName } = moment;
  const found = await ownRelationship(moment.table, { address }, id).catch((error: unknown) => {
    refusalIn(error);
    return null;
  });
  if (found === null) {
    // The address administers the customer no longer, so it learns nothing about it.
    const over: Confirmable = { state: "ended", sandbox: false, words: ({ renewal: { over } }) => over };
    return { page: over, email: "" };
  }
  const { relationship, customer, administrator } = found;
  const { partner } = await moment.table.read({ partner: present(partnerPlace(relationship.partnerId)) });
  const { email } = administrator;
  const names = { partner: partner.displayName, customer: customer.name, address: email, operator: operatorName };
  const own = { sandbox: relationship.sandbox, page: `/relationships/${id}` };
  const renewals = renewalsOf(relationship, now);
  const as = (state: Confirmable["state"], words: Confirmable["words"]) => ({ page: { ...own, state, words }, email });
  const held = relationshipAsOf(relationship, now).grants.filter(
    ({ status, pausedAt }) => status === "active" && pausedAt === undefined,
  );

  if (partner.frozen) return as("refused", ({ renewal: { frozen } }) => filledIn(frozen, names));
  if (relationship.status === "active" && renewals.length === 0 && held.length > 0) {
    return as("confirmed", (texts) => ({ ...filledIn(texts.renewal.renewed, names), list: renewalList(held, texts) }));
  }
  if (now >= endsAt || renewals.length === 0 || basis !== basisDigest(renewalBasis(relationship, administrator, now)))
    return as("ended", ({ lang, renewal: { changed } }) =>
      filledIn(changed, { ...names, days: durationInWords(durationOf(renewalLinkDays), lang) }),
    );
  if (isCoolingOff(administrator, now)) {
    return as("refused", ({ lang, renewal: { coolOff } }) =>
      filledIn(coolOff, { ...names, until: instantInWords(administrator.coolOffUntil ?? now, lang) }),
    );
  }
  return as("waiting", (texts) => ({ ...filledIn(texts.renewal.waiting, names), list: renewalList(renewals, texts) }));
}

/** Permissions with their risk, what they allow and the day on which they end. */
export const renewalList = (grants: readonly Grant[], { renewal, catalogue, lang }: ConfirmTexts): Html =>
  html`<ul class="plain-list">
    ${grants.map(({ permission, endsAt }) => {
      const entry = findPermission(permission);
      return html`<li>
        <strong>${permissionName(permission, catalogue)}</strong>
        ${entry && riskMark(entry.risk, renewal.risks)}
        <br />${say(renewal.until, { date: dateInWords(endsAt, lang) })}
        ${entry && html`<br /><span class="hint">${catalogue[entry.id].description}</span>`}
      </li>`;
    })}
  </ul>`;
