import { html, type Html } from "../../../shared/html/html.ts";
import { dateInWords, say } from "../../../shared/policy/words.ts";
import type { PartnerModel } from "../partner-model.ts";
import type { PortalTexts } from "../texts.ts";

/** How the partner's identity was verified. */
export const verification = (
  { partner }: PartnerModel,
  operator: string,
  { partner: texts, lang }: PortalTexts,
): string => {
  const { verified } = partner;
  if (verified === null) return say(texts.unverified, { operator });
  return say(texts.verifiedBy, { operator, date: dateInWords(verified.at, lang), how: verified.how });
};

/** The support contact, and the partner's duty to support while the relationship is live. */
export function support(model: PartnerModel, texts: PortalTexts): Html {
  const { status, isLeftWithSupport, partner } = model;
  const duty = say(texts.partner.responsibleShort, { partner: partner.displayName });
  return html`${contactOf(model, texts)} ${status !== "terminated" && !isLeftWithSupport && html`<br />${duty}`}`;
}

function contactOf({ partner }: PartnerModel, { partner: texts }: PortalTexts): Html {
  const { supportContact: contact, displayName } = partner;
  if (contact === null) return html`${say(texts.noContact, { partner: displayName })}`;
  const { name, email, phone } = contact;
  return html`${name}${email !== null && html`, <a href="mailto:${email}">${email}</a>`}${phone !== null && `, ${phone}`}`;
}

/** Notices about a relationship that is suspended, on hold, ended, or has only the duty to support left. */
export function statusNotes(model: PartnerModel, operator: string, { partner: texts }: PortalTexts): Html {
  const names = { partner: model.partner.displayName, operator };
  return html`${model.isSuspended && html`<p class="notice">${say(texts.suspended, names)}</p>`}
  ${model.isPaused && html`<p class="notice">${say(texts.paused, names)}</p>`}
  ${model.isOnHold && html`<p class="notice">${say(texts.onHold, names)}</p>`}
  ${model.status === "terminated" && html`<p class="notice">${say(texts.terminated, names)}</p>`}
  ${model.isLeftWithSupport && html`<p class="notice">${say(texts.responsible, names)}</p>`}`;
}
