import { html, type Html } from "../../../shared/html/html.ts";
import { backLink, definitions, linkAbout } from "../../../shared/pages/parts.ts";
import { dateInWords, say } from "../../../shared/policy/words.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import { customerPath, portalPath } from "../addresses.ts";
import type { CustomerPageSetting } from "../page-setting.ts";
import type { PartnerModel } from "../partner-model.ts";
import type { PortalTexts } from "../texts.ts";
import { sessionPage } from "./frame.ts";
import { grantTable } from "./grants.ts";
import { historyList, type HistoryEntry } from "./history.ts";
import { axisOf } from "./timeline.ts";
import { statusNotes, support, verification } from "./partner.ts";

/** The model of a relationship's page. */
export interface RelationshipPageModel extends CustomerPageSetting {
  readonly model: PartnerModel;
  readonly history: readonly HistoryEntry[];
  /** The invitations accepted for it, oldest first. */
  readonly receipts: readonly { readonly invitationId: string; readonly at: Instant }[];
  readonly maySend: boolean;
  readonly now: Instant;
}

const facts = ({ model, operatorName }: RelationshipPageModel, texts: PortalTexts): Html => {
  const { partner: words, lang } = texts;
  return definitions(
    [words.type, `${words.types[model.type]}: ${words.about[model.type]}`],
    [words.began, dateInWords(model.since, lang)],
    model.endedAt !== null && [words.ended, dateInWords(model.endedAt, lang)],
    [words.verified, verification(model, operatorName, texts)],
    [words.support, support(model, texts)],
  );
};

/** Links to the actions on the whole relationship. Each has a page that asks first. */
const acts = ({ model, customer }: RelationshipPageModel, { relationship: texts, lang }: PortalTexts): Html => {
  const { id, grants, mayRenew, isPaused } = model;
  const isNew = customer.coolOffUntil !== null;
  const link = (act: string, words: string): Html =>
    html`<a class="button secondary" href="${portalPath(`/relationships/${id}/${act}`, { locale: lang })}"
      >${words}</a
    >`;
  const isActive = grants.some((grant) => grant.status === "active");
  if (isNew && !isActive && isPaused) return html``;
  return html`<h2>${texts.change}</h2>
    <p class="actions">
      ${mayRenew && !isNew && link("renew", texts.renew)} ${isActive && link("remove", texts.removeAll)}
      ${isPaused ? !isNew && link("resume", texts.resume) : link("pause", texts.pause)}
      ${!isNew && link("end", texts.end)}
    </p>`;
};

const requests = (
  { model, customer, maySend }: RelationshipPageModel,
  { relationship, senders, lang }: PortalTexts,
): Html => {
  const { id, displayName } = model.partner;
  const names = { partner: displayName };
  const href = customerPath(customer.id, `/senders/${id}`, { locale: lang });
  return html`<h2>${relationship.requests}</h2>
    <p>${say(maySend ? senders.mayText : senders.mayNotText, names)}</p>
    <p>${linkAbout(href, senders.change, say(senders.changeAbout, names))}</p>
    <p><a href="${customerPath(customer.id, "/support", { locale: lang })}">${relationship.support}</a></p>`;
};

const receiptList = ({ model, receipts }: RelationshipPageModel, { relationship, lang }: PortalTexts): Html =>
  html`<h2>${relationship.receipts}</h2>
    <p class="hint">${relationship.receiptsHint}</p>
    <ul>
      ${receipts.map(({ invitationId, at }) => {
        const href = portalPath(`/relationships/${model.id}/receipts/${invitationId}`, { locale: lang });
        return html`<li>
          <a href="${href}">${say(relationship.receipt, { date: dateInWords(at, lang) })}</a>
        </li>`;
      })}
    </ul>`;

/** The page of one relationship: permissions, actions, receipts and history. */
export function relationshipPage(shown: RelationshipPageModel, texts: PortalTexts): string {
  const { model, customer, history, operatorName, now } = shown;
  const isLive = model.status !== "terminated";
  const open = isLive ? { id: model.id, isNew: customer.coolOffUntil !== null } : null;
  const names = { partner: model.partner.displayName };
  const { relationship: words, lang } = texts;
  return sessionPage(shown, texts, {
    title: `${model.partner.displayName} – ${texts.partner.types[model.type]}`,
    names,
    above: backLink(customerPath(customer.id, "", { locale: lang }), words.back),
    main: html`${statusNotes(model, operatorName, texts)} ${facts(shown, texts)}
      <h2>${say(words.may, names)}</h2>
      ${grantTable(model, { axis: axisOf(model.grants, now), open }, texts)} ${isLive && acts(shown, texts)}
      ${requests(shown, texts)} ${receiptList(shown, texts)}
      <h2>${words.history}</h2>
      ${historyList(history, operatorName, texts)}`,
  });
}
