import { html, type Html } from "../../shared/pages/html.ts";
import { page } from "../../shared/pages/page.ts";
import { sandboxNotice } from "../../shared/pages/sandbox-notice.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { sandboxNotices } from "../../shared/policy/sandbox-texts.ts";
import type { StoppableMail, UnsubscribeScope } from "../../shared/store/addresses.ts";
import { unsubscribeTexts, type StopTexts, type UnsubscribeTexts } from "./texts.ts";

/** What every page of this function knows. */
interface PageSetting {
  readonly locale: Locale;
  readonly operatorName: string;
  /** Whether the partner is a sandbox. */
  readonly sandbox?: boolean;
}

/** Whose reminders and requests no longer come. */
export type Stopped = Readonly<Record<StoppableMail, UnsubscribeScope>>;

/** What is stopped for the reader of a genuine link. */
export interface UnsubscribePageModel extends PageSetting {
  readonly partnerName: string;
  /** The link's path segment. */
  readonly token: string;
  readonly stopped: Stopped;
  /** What was allowed again by this very request. */
  readonly resumed: StoppableMail | null;
}

/** The page on which reminders or requests are stopped, and allowed again: a button posts, opening it changes nothing. */
export function unsubscribePage(model: UnsubscribePageModel): string {
  const { partnerName, stopped, resumed } = model;
  const texts = unsubscribeTexts[model.locale];
  const { reminders, requests } = stopped;
  const title =
    requests !== "none"
      ? texts.requests.stopped[requests].title(partnerName)
      : reminders !== "none"
        ? texts.reminders.stopped[reminders].title(partnerName)
        : texts.title(partnerName);
  return drawn(
    model,
    texts,
    title,
    html`${resumed && html`<p class="notice" role="status">${texts[resumed].resumed(partnerName)}</p>`}
      ${requests === "none" && section(model, "reminders", texts.reminders)}
      ${section(model, "requests", texts.requests)}
      <p>${texts.stillSent}</p>`,
  );
}

/** What holds for one kind of mail, and what can be made of it. */
const section = (model: UnsubscribePageModel, mail: StoppableMail, texts: StopTexts): Html => {
  const { partnerName, stopped } = model;
  const scope = stopped[mail];
  return html`<h2>${texts.heading}</h2>
    <p>${scope === "none" ? texts.offered(partnerName) : texts.stopped[scope].text(partnerName)}</p>
    ${scope === "none" && button(model, { mail, wanted: "partner" }, texts.stop(partnerName))}
    ${scope !== "all" && button(model, { mail, wanted: "all" }, texts.stopAll)}
    ${scope !== "none" && button(model, { mail, wanted: "none" }, texts.resume)}`;
};

/** For every link that is not genuine: one page, so that it tells nothing of what exists. */
export function unknownTokenPage(setting: PageSetting): string {
  const texts = unsubscribeTexts[setting.locale];
  return drawn(setting, texts, texts.unknown.title, html`<p>${texts.unknown.text}</p>`);
}

interface Choice {
  readonly mail: StoppableMail;
  readonly wanted: UnsubscribeScope;
}

const button = (model: UnsubscribePageModel, choice: Choice, words: string): Html =>
  html`<form method="post" action="/u/${model.token}?lang=${model.locale}" class="actions">
    <input type="hidden" name="mail" value="${choice.mail}" />
    <input type="hidden" name="scope" value="${choice.wanted}" />
    <button type="submit" class="${isFirst(model.stopped, choice) ? "" : "secondary"}">${words}</button>
  </form>`;

/** Whether a button is the one that the page is about: it takes back what is stopped, or stops the fewest mails. */
const isFirst = ({ reminders, requests }: Stopped, { mail, wanted }: Choice): boolean =>
  mail === (requests === "none" ? "reminders" : "requests") &&
  wanted === (requests === "none" && reminders === "none" ? "partner" : "none");

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
