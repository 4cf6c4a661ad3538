import { html, type Html } from "../../shared/html/html.ts";
import { languagesAt, page, type PageSetting } from "../../shared/pages/page.ts";
import { say } from "../../shared/policy/words.ts";
import type { StoppableMail, UnsubscribeScope } from "../../shared/delivery/address-item.ts";
import type { UnsubscribeTexts } from "./texts.ts";

/** The scope in which reminders and requests are stopped. */
export type Stopped = Readonly<Record<StoppableMail, UnsubscribeScope>>;

/** The unsubscribe page of a genuine link. */
export interface UnsubscribePageModel extends PageSetting {
  readonly partnerName: string;
  /** The link's path segment. */
  readonly token: string;
  readonly stopped: Stopped;
  /** The kind of mail that this request resumed. */
  readonly resumed: StoppableMail | null;
}

/** The page that stops and resumes reminders and requests. Only its buttons change anything. */
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

/** The state of one kind of mail, with its buttons. */
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

/** Whether a button is the page's main one: it stops the fewest mails. One that resumes is never made prominent. */
const isFirst = ({ reminders, requests }: Stopped, { mail, wanted }: Choice): boolean =>
  requests === "none" && reminders === "none" && mail === "reminders" && wanted === "partner";
