import { html, type Html } from "../../shared/http/html.ts";
import { page } from "../../shared/http/page.ts";
import { say } from "../../shared/policy/words.ts";
import { portalPath } from "./addresses.ts";
import type { PageSetting, SessionSetting } from "./page-setting.ts";
import type { PortalTexts } from "./texts.ts";

/** What a page says. */
export interface Content {
  readonly title: string;
  readonly main: Html;
}

/** A page of the portal for who is not signed in. */
export const plainPage = (
  { operatorName, path }: PageSetting,
  { lang, skip, languages }: PortalTexts,
  { title, main }: Content,
): string =>
  page({
    ...{ lang, title, operatorName, skipText: skip },
    languages: { label: languages, hrefOf: (locale) => `${path}?lang=${locale}` },
    main: html`<h1>${title}</h1>
      ${main}`,
  });

/** The field by which a form shows that it comes from a page of this session. */
export const csrfField = ({ csrf }: Pick<SessionSetting, "csrf">): Html =>
  html`<input type="hidden" name="csrf" value="${csrf}" />`;

const places = { partners: "", senders: "/senders", administrators: "/administrators" } as const;

function navigation(setting: SessionSetting, { navigation: texts }: PortalTexts): Html {
  const { locale, path, email } = setting;
  const entries = Object.entries(places).map(([name, place]) => {
    const current = path === `/portal${place}`;
    return html`<li>
      <a href="${portalPath(place, { locale })}" ${current && html`aria-current="page"`}
        >${texts[name as keyof typeof places]}</a
      >
    </li>`;
  });
  return html`<div class="session">
    <nav aria-label="${texts.label}">
      <ul>
        ${entries}
      </ul>
    </nav>
    <form method="post" action="${portalPath("/sign-out", { locale })}">
      ${csrfField(setting)}
      <span class="hint">${say(texts.as, { email })}</span>
      <button type="submit" class="plain">${texts.signOut}</button>
    </form>
  </div>`;
}

/** A page of a session: where one can go, what was just done, and what it is about. */
export function sessionPage(
  setting: SessionSetting,
  texts: PortalTexts,
  { title, main, above, names = {} }: Content & { readonly above?: Html; readonly names?: Record<string, string> },
): string {
  const { operatorName, path, done } = setting;
  const { lang, skip, languages } = texts;
  const news = Object.hasOwn(texts.done, done) ? texts.done[done as keyof typeof texts.done] : null;
  return page({
    ...{ lang, title, operatorName, skipText: skip },
    navigation: navigation(setting, texts),
    languages: { label: languages, hrefOf: (locale) => `${path}?lang=${locale}` },
    main: html`${news !== null && html`<p class="notice" role="status">${say(news, { partner: "", ...names })}</p>`}
      ${above}
      <h1>${title}</h1>
      ${main}`,
  });
}
