import { errorSummary, field } from "../../../shared/pages/field.ts";
import { html } from "../../../shared/html/html.ts";
import { signInPolicy } from "../../../shared/portal-access/model.ts";
import { say } from "../../../shared/policy/words.ts";
import { inLanguage, portalPath } from "../addresses.ts";
import type { PageSetting } from "../page-setting.ts";
import type { PortalTexts } from "../texts.ts";
import { plainPage } from "./frame.ts";

/** What ends a session, as the address of the page after it says. */
const ends = ["signed-out", "signed-out-everywhere", "left"] as const;

/** The form that asks for a link. */
export function signInPage(
  setting: PageSetting & { readonly next: string; readonly done: string; readonly isMissing: boolean },
  texts: PortalTexts,
): string {
  const { locale, operatorName, next, done, isMissing } = setting;
  const { title, intro, email, hint, submit, missing } = texts.signIn;
  const news = ends.find((end) => end === done);
  const errors = isMissing ? [{ field: "email", message: missing }] : [];
  const attributes = html`autocomplete="email" inputmode="email" autocapitalize="none" spellcheck="false"`;
  return plainPage(setting, texts, {
    title,
    above: errorSummary(errors, texts),
    main: html`${news !== undefined && html`<p class="notice" role="status">${texts.done[news]}</p>`}
      <p>${say(intro, { operator: operatorName })}</p>
      <form method="post" action="${portalPath("/sign-in", { locale })}" novalidate>
        <input type="hidden" name="next" value="${next}" />
        ${field({ id: "email", label: email, hint, value: "", attributes }, errors, texts)}
        <p class="actions"><button type="submit">${submit}</button></p>
      </form>`,
  });
}

/** What everybody gets who asks for a link: it names no address and does not tell whether there is one. */
export function sentPage(setting: PageSetting, texts: PortalTexts): string {
  const { sentTitle, sent, sentHint, again } = texts.signIn;
  const { minutes, perHour } = signInPolicy;
  return plainPage({ ...setting, path: "/portal" }, texts, {
    title: sentTitle,
    main: html`<p>${say(sent, { minutes: String(minutes) })}</p>
      <p class="hint">${say(sentHint, { count: String(perHour) })}</p>
      <p><a href="${portalPath("", { locale: setting.locale })}">${again}</a></p>`,
  });
}

/** The page of a mailed link: its button signs in, opening it changes nothing, so that scanners may. */
export function openPage(
  setting: PageSetting & { readonly next: string; readonly secret: string },
  texts: PortalTexts,
): string {
  const { locale, path, next, secret } = setting;
  const { openTitle, open, openSubmit } = texts.signIn;
  return plainPage(setting, texts, {
    title: openTitle,
    main: html`<p>${open}</p>
      <form method="post" action="${inLanguage(path, { locale, next: next || undefined })}" class="actions">
        <input type="hidden" name="secret" value="${secret}" />
        <button type="submit">${openSubmit}</button>
      </form>`,
  });
}

/** For every link that opens no session: one page, so that it tells nothing of why, and names no link. */
export function deadPage(setting: Omit<PageSetting, "path">, texts: PortalTexts): string {
  const { deadTitle, dead, deadLink } = texts.signIn;
  return plainPage({ ...setting, path: "" }, texts, {
    title: deadTitle,
    main: html`<p>${dead}</p>
      <p><a href="${portalPath("", { locale: setting.locale })}">${deadLink}</a></p>`,
  });
}
