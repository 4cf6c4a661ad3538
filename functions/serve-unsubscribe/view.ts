import { html, type Html } from "../../shared/html/html.ts";
import { languagesAt, page, type PageSetting } from "../../shared/pages/page.ts";
import { say } from "../../shared/policy/words.ts";
import type { StoppableMail, UnsubscribeScope } from "../../shared/delivery/address-item.ts";
import type { UnsubscribeTexts } from "./texts.ts";

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
export function unsubscribePage(model: UnsubscribePageModel, texts: UnsubscribeTexts): string {
  const { partnerName, stopped, resumed } = model;
  const { reminders, requests } = stopped;
  const names = { partner: partnerName };
  const title =
    requests !== "none"
      ? texts.requests.stopped[requests].title
      : reminders !== "none"
        ? texts.reminders.stopped[reminders].title
        : texts.title;
  return page(model, texts, {
    title: say(title, names),
    languages: languagesAt(),
    main: html`${resumed && html`<p class="notice" role="status">${say(texts[resumed].resumed, names)}</p>`}
      ${requests === "none" && section(model, "reminders", texts)} ${section(model, "requests", texts)}
      <p>${texts.stillSent}</p>`,
  });
}

/** What holds for one kind of mail, and what can be made of it. */
const section = (model: UnsubscribePageModel, mail: StoppableMail, { lang, [mail]: texts }: UnsubscribeTexts): Html => {
  const { partnerName, stopped } = model;
  const scope = stopped[mail];
  const names = { partner: partnerName };
  const button = (wanted: UnsubscribeScope, words: string): Html =>
    html`<form method="post" action="/u/${model.token}?lang=${lang}" class="actions">
      <input type="hidden" name="mail" value="${mail}" />
      <input type="hidden" name="scope" value="${wanted}" />
      <button type="submit" class="${isFirst(stopped, { mail, wanted }) ? "" : "secondary"}">${words}</button>
    </form>`;
  return html`<h2>${texts.heading}</h2>
    <p>${say(scope === "none" ? texts.offered : texts.stopped[scope].text, names)}</p>
    ${scope === "none" && button("partner", say(texts.stop, names))} ${scope !== "all" && button("all", texts.stopAll)}
    ${scope !== "none" && button("none", texts.resume)}`;
};

interface Choice {
  readonly mail: StoppableMail;
  readonly wanted: UnsubscribeScope;
}

/** Whether a button is the one that the page is about: it takes back what is stopped, or stops the fewest mails. */
const isFirst = ({ reminders, requests }: Stopped, { mail, wanted }: Choice): boolean =>
  mail === (requests === "none" ? "reminders" : "requests") &&
  wanted === (requests === "none" && reminders === "none" ? "partner" : "none");
