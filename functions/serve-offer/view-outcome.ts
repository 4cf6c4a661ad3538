import { html, type Html } from "../../shared/http/html.ts";
import { page } from "../../shared/http/page.ts";
import { inLocale, type Locale } from "../../shared/policy/locales.ts";
import { findPermission } from "../../shared/policy/permissions.ts";
import { dateInWords } from "../../shared/policy/words.ts";
import type { OutcomePageModel, PageSetting } from "./outcome-page-model.ts";
import type { OutcomeTexts } from "./outcome-texts.en.ts";
import { outcomeTexts } from "./texts.ts";

type Accepted = Extract<OutcomePageModel["outcome"], { kind: "accepted" }>;
type Expired = Extract<OutcomePageModel["outcome"], { kind: "expired" }>;

const nameOf = (id: string, lang: Locale): string => {
  const entry = findPermission(id);
  return entry === undefined ? id : inLocale(entry.texts, lang).name;
};

const grants = ({ granted, endsAt }: Accepted, { lang, accepted }: OutcomeTexts): Html =>
  granted.length === 0
    ? html`<p>${accepted.none}</p>`
    : html`<ul>
          ${granted.map((id) => html`<li>${nameOf(id, lang)}</li>`)}
        </ul>
        ${endsAt !== null && html`<p>${accepted.until(dateInWords(endsAt, lang))}</p>`}`;

const plainPage = ({ operatorName }: PageSetting, { lang, skip }: OutcomeTexts, title: string, body: Html): string =>
  page({
    lang,
    title,
    operatorName,
    skipText: skip,
    main: html`<h1>${title}</h1>
      ${body}`,
  });

const askForNewLink = ({ link, askedAt }: Expired, partner: string, { expired, lang }: OutcomeTexts): Html =>
  askedAt === null
    ? html`<form method="post" action="/i/${link}/new-link"><button type="submit">${expired.ask}</button></form>`
    : html`<p class="notice" role="status">${expired.asked(partner, dateInWords(askedAt, lang))}</p>`;

/** What became of a request: the same URL once it is answered, taken back or over. */
export const outcomePage = (model: OutcomePageModel): string => {
  const texts = inLocale(outcomeTexts, model.locale);
  const { outcome, operatorName } = model;
  const partner = model.partner.displayName;
  if (outcome.kind === "expired") {
    const { title, text } = texts.expired;
    return plainPage(
      model,
      texts,
      title(partner),
      html`<p>${text(partner)}</p>
        ${askForNewLink(outcome, partner, texts)}`,
    );
  }
  if (outcome.kind !== "accepted") {
    const { title, text } = texts[outcome.kind];
    return plainPage(model, texts, title(partner), html`<p>${text(partner)}</p>`);
  }
  const { title, partlyTitle, on, granted, next, nextText } = texts.accepted;
  const body = html`<p>${on(dateInWords(outcome.decidedAt, texts.lang))}</p>
    <h2>${granted}</h2>
    ${grants(outcome, texts)}
    <h2>${next}</h2>
    <p>${nextText(partner, operatorName)}</p>`;
  return plainPage(model, texts, (outcome.partial ? partlyTitle : title)(partner), body);
};

/** For a genuine link of an older version (410). */
export const replacedPage = (setting: PageSetting): string => {
  const texts = inLocale(outcomeTexts, setting.locale);
  return plainPage(setting, texts, texts.replaced.title, html`<p>${texts.replaced.text}</p>`);
};

/** For every link that is not genuine (404): one page, so that it tells nothing of what exists. */
export const unknownLinkPage = (setting: PageSetting): string => {
  const texts = inLocale(outcomeTexts, setting.locale);
  return plainPage(setting, texts, texts.unknown.title, html`<p>${texts.unknown.text}</p>`);
};
