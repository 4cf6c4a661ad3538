import { html } from "../html/html.ts";
import type { Role } from "../names.ts";
import { mailLink } from "../pages/parts.ts";
import { listInWords, say } from "../policy/words.ts";
import { consolePage } from "./frame.ts";
import type { ConsoleTexts } from "./texts.ts";
import type { ConsoleSetting } from "./visit.ts";

/** The page for a role that may not open a page: which may, and whom to ask. */
export function forbiddenPage(
  setting: ConsoleSetting,
  { roles, admins }: { readonly roles: readonly Role[]; readonly admins: readonly string[] },
  texts: ConsoleTexts,
): string {
  const { forbidden, roles: names } = texts.console;
  const nameOf = (role: Role): string => names[role as keyof typeof names];
  const allowed = listInWords(roles.map(nameOf), texts.lang);
  return consolePage(setting, texts, {
    title: forbidden.title,
    main: html`<p>${say(forbidden.text, { roles: allowed, role: nameOf(setting.user.role) })}</p>
      <p>${forbidden.ask}</p>
      <ul>
        ${admins.map((email) => html`<li>${mailLink(email)}</li>`)}
      </ul>`,
  });
}
