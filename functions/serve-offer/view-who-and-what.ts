import { html, type Html } from "../../shared/html/html.ts";
import { definitions, mailLink, timeOf } from "../../shared/pages/parts.ts";
import { servicesWithoutPermission } from "../../shared/policy/services.ts";
import { dateInWords, listInWords, say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./page-models.ts";
import type { PageTexts } from "./texts.ts";

/** The request in one sentence, and the facts about the partner, whose name is in the page's heading. */
export const whoAndWhat = (model: OfferPageModel, texts: PageTexts): Html => {
  const { partner, customer, operatorName, handedOverBy, expiresAt } = model;
  const { lang, who, what } = texts;
  const { verified } = partner;
  return html`${verified === null && html`<p class="warning"><span aria-hidden="true">!</span> ${say(who.unverified, { operator: operatorName })}</p>`}
    ${handedOverBy !== null && html`<p class="notice">${say(who.handedOver, { by: handedOverBy })}</p>`}
    <p>${whatIsAsked(model, texts)}</p>
    <div class="brief">
      ${definitions(
        model.purpose !== null && [say(what.purpose, { partner: partner.displayName }), model.purpose],
        partner.laterName !== null && [who.laterName, partner.laterName],
        partner.contact !== null && [who.contact, mailLink(partner.contact)],
        verified !== null && [
          who.verified,
          say(who.verifiedBy, { operator: operatorName, date: dateInWords(verified.at, lang), how: verified.how }),
        ],
        [who.since, dateInWords(partner.since, lang)],
        [who.you, html`${customer.organization !== null && html`${customer.organization}, `}${customer.email}`],
        [who.until, timeOf(expiresAt, lang)],
      )}
    </div>`;
};

function whatIsAsked({ permissions, relationship, isRestoration }: OfferPageModel, { lang, what }: PageTexts): string {
  const count = permissions.length;
  if (count > 0) return say(isRestoration ? what.restoration : what[relationship], { count });
  return say(what.noPermissions[relationship], { services: listInWords(servicesWithoutPermission, lang) });
}
