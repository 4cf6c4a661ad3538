import { userRoles, type PartnerUser } from "../../../shared/users/model.ts";
import { consolePath } from "../../../shared/console/addresses.ts";
import { consolePage } from "../../../shared/console/frame.ts";
import type { ConsoleSetting } from "../../../shared/console/visit.ts";
import { html, type Html } from "../../../shared/html/html.ts";
import { field, fieldErrors, type FieldError } from "../../../shared/pages/field.ts";
import { inLanguage } from "../../../shared/pages/in-language.ts";
import { backLink, csrfField, radio } from "../../../shared/pages/parts.ts";
import { say } from "../../../shared/policy/words.ts";
import type { OwnTexts } from "../texts.ts";

const roleChoice = (chosen: string | null, errors: readonly FieldError[], texts: OwnTexts): Html => {
  const { colleagues: words, console } = texts;
  return html`<fieldset class="field" id="role">
    <legend class="label">${words.role}</legend>
    ${fieldErrors(errors, "role", texts)}
    ${userRoles.map((value) =>
      radio("role", { value, label: console.roles[value], hint: words.about[value] }, value === chosen),
    )}
  </fieldset>`;
};

interface Typed {
  readonly email: string;
  readonly role: string | null;
}

/** The form of a new user. */
export const newColleaguePage = (
  setting: ConsoleSetting,
  { typed, errors }: { readonly typed: Typed | null; readonly errors: readonly FieldError[] },
  texts: OwnTexts,
): string => {
  const { colleagues: words, lang } = texts;
  const attributes = html`autocomplete="off" inputmode="email" autocapitalize="none" spellcheck="false"`;
  return consolePage(setting, texts, {
    title: words.newTitle,
    errors,
    above: backLink(consolePath("/colleagues", { locale: lang }), words.title),
    main: html`<p>${words.newText}</p>
      <form method="post" action="${inLanguage(setting.path, { locale: lang })}" novalidate>
        ${csrfField(setting)}
        ${field({ id: "email", label: words.email, value: typed?.email ?? "", attributes }, errors, texts)}
        ${roleChoice(typed?.role ?? null, errors, texts)}
        <p class="actions"><button type="submit">${words.invite}</button></p>
      </form>`,
  });
};

/** One user: its role, another first password, its removal. */
export const colleaguePage = (
  setting: ConsoleSetting,
  { user, errors }: { readonly user: PartnerUser; readonly errors: readonly FieldError[] },
  texts: OwnTexts,
): string => {
  const { colleagues: words, lang } = texts;
  const own = (place: string): string => consolePath(`/colleagues/${user.id}${place}`, { locale: lang });
  return consolePage(setting, texts, {
    title: user.email,
    errors,
    above: backLink(consolePath("/colleagues", { locale: lang }), words.title),
    main: html`<form method="post" action="${own("")}">
        ${csrfField(setting)} <input type="hidden" name="version" value="${user.version}" />
        ${roleChoice(user.role, errors, texts)}
        <p class="actions"><button type="submit">${words.save}</button></p>
      </form>
      <h2>${words.resendTitle}</h2>
      <p>${words.resendText}</p>
      <form method="post" action="${own("/resend")}">
        ${csrfField(setting)}
        <p class="actions"><button type="submit" class="secondary">${words.resend}</button></p>
      </form>
      <h2>${words.removeTitle}</h2>
      <p>${words.removeText}</p>
      <p class="actions"><a class="button secondary" href="${own("/remove")}">${words.remove}</a></p>`,
  });
};

/** The question before a user is removed. */
export const removeColleaguePage = (
  setting: ConsoleSetting,
  { user }: { readonly user: PartnerUser },
  texts: OwnTexts,
): string => {
  const { colleagues: words, lang } = texts;
  return consolePage(setting, texts, {
    title: say(words.removeQuestion, { email: user.email }),
    main: html`<p>${words.removeText}</p>
      <form method="post" action="${consolePath(`/colleagues/${user.id}/remove`, { locale: lang })}">
        ${csrfField(setting)} <input type="hidden" name="version" value="${user.version}" />
        <p class="actions">
          <button type="submit" class="danger">${words.remove}</button>
          <a class="button secondary" href="${consolePath(`/colleagues/${user.id}`, { locale: lang })}">
            ${words.back}
          </a>
        </p>
      </form>`,
  });
};
