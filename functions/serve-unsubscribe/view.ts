import { html, type Html } from "../../shared/http/html.ts";
import { page } from "../../shared/http/page.ts";
import { sandboxNotice } from "../../shared/http/sandbox-notice.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { sandboxNotices } from "../../shared/policy/sandbox-texts.ts";
import type { UnsubscribeScope } from "../../shared/store/addresses.ts";
import { unsubscribeTexts, type UnsubscribeTexts } from "./texts.ts";

/** What every page of this function knows. */
interface PageSetting {
  readonly locale: Locale;
  readonly operatorName: string;
  /** Whether the partner is a sandbox. */
  readonly sandbox?: boolean;
}

/** What is stopped for the reader of a genuine link. */
export interface UnsubscribePageModel extends PageSetting {
  readonly partnerName: string;
  /** The link's path segment. */
  readonly token: string;
  readonly scope: UnsubscribeScope;
  /** Whether reminders were given back by this very request. */
  readonly resumed: boolean;
}

/** The page on which reminders are stopped, and taken up again: a button posts, opening it changes nothing. */
export function unsubscribePage(model: UnsubscribePageModel): string {
  const { partnerName, scope, resumed } = model;
  const texts = unsubscribeTexts[model.locale];
  const stopped = scope === "all" ? texts.stopped.all : texts.stopped.partner(partnerName);
  const title = scope === "all" ? texts.title.all : texts.title[scope](partnerName);
  return drawn(
    model,
    texts,
    title,
    html`${resumed && html`<p class="notice" role="status">${texts.resumed}</p>`}
      <p>${scope === "none" ? texts.none(partnerName) : stopped}</p>
      <p>${texts.stillSent}</p>
      ${scope === "none" && button(model, "partner", texts.stop(partnerName))}
      ${scope !== "all" && button(model, "all", texts.stopAll)}
      ${scope !== "none" && button(model, "none", texts.resume)}`,
  );
}

/** For every link that is not genuine: one page, so that it tells nothing of what exists. */
export function unknownTokenPage(setting: PageSetting): string {
  const texts = unsubscribeTexts[setting.locale];
  return drawn(setting, texts, texts.unknown.title, html`<p>${texts.unknown.text}</p>`);
}

const button = ({ token, locale, scope }: UnsubscribePageModel, wanted: UnsubscribeScope, words: string): Html =>
  html`<form method="post" action="/u/${token}?lang=${locale}" class="actions">
    <input type="hidden" name="scope" value="${wanted}" />
    <button type="submit" class="${isFirst(scope, wanted) ? "" : "secondary"}">${words}</button>
  </form>`;

/** Whether a button is the one that the page is about. */
const isFirst = (scope: UnsubscribeScope, wanted: UnsubscribeScope): boolean =>
  wanted === (scope === "none" ? "partner" : "none");

const drawn = (
  { operatorName, sandbox }: PageSetting,
  { lang, skip, languages }: UnsubscribeTexts,
  title: string,
  body: Html,
): string =>
  page({
    lang,
    title,
    operatorName,
    skipText: skip,
    // The same address, whatever it is: the page of an unknown link must not repeat it.
    languages: { label: languages, hrefOf: (locale) => `?lang=${locale}` },
    main: html`${sandboxNotice(sandbox, sandboxNotices[lang])}
      <h1>${title}</h1>
      ${body}`,
  });
