import { html, type Html } from "../html/html.ts";
import { inLanguage } from "../pages/in-language.ts";
import { page, type PageContent } from "../pages/page.ts";
import { csrfField } from "../pages/parts.ts";
import { say } from "../policy/words.ts";
import { consolePath } from "./addresses.ts";
import type { ConsoleTexts } from "./texts.ts";
import type { ConsoleSetting } from "./visit.ts";

type Role = ConsoleSetting["user"]["role"];

/** The places of the console, in the order of its navigation, and who sees them. */
const places: readonly {
  readonly name: keyof ConsoleTexts["console"]["navigation"]["places"];
  readonly path: string;
  readonly roles?: readonly Role[];
}[] = [
  { name: "customers", path: "" },
  { name: "colleagues", path: "/colleagues", roles: ["admin", "auditor"] },
];

function navigation(setting: ConsoleSetting, { console: { navigation: texts, roles } }: ConsoleTexts): Html {
  const { locale, path, user, partner } = setting;
  const isHere = (place: string): boolean =>
    place === "" ? /^\/console(\/customers\b.*)?$/.test(path) : path.startsWith(`/console${place}`);
  const entries = places
    .filter(({ roles: allowed }) => allowed === undefined || allowed.includes(user.role))
    .map(
      ({ name, path: place }) =>
        html`<li>
          <a href="${consolePath(place, { locale })}" ${isHere(place) && html`aria-current="page"`}
            >${texts.places[name]}</a
          >
        </li>`,
    );
  return html`<div class="session">
    <nav aria-label="${texts.label}">
      <ul>
        ${entries}
      </ul>
    </nav>
    <form method="post" action="${consolePath("/sign-out", { locale })}">
      ${csrfField(setting)}
      <span class="hint">${partner.displayName}: ${user.email} (${roles[user.role as keyof typeof roles]})</span>
      <button type="submit" class="plain">${texts.signOut}</button>
      <button type="submit" class="plain" formaction="${consolePath("/sign-out-everywhere", { locale })}">
        ${texts.signOutEverywhere}
      </button>
    </form>
  </div>`;
}

/** A page of the console, with navigation, the confirmation of the last action, and what the partner must know. */
export function consolePage(
  setting: ConsoleSetting,
  texts: ConsoleTexts,
  {
    above,
    news = null,
    ...content
  }: Pick<PageContent, "title" | "main" | "above" | "errors" | "script"> & {
    /** What the last action did. */
    readonly news?: string | null;
  },
): string {
  const { operatorName, address, partner, isRestored } = setting;
  const { notices } = texts.console;
  const notice = (text: string): Html => html`<p class="notice" role="status">${text}</p>`;
  return page({ operatorName, sandbox: partner.sandbox }, texts, {
    ...content,
    navigation: navigation(setting, texts),
    languages: { hrefOf: (locale) => inLanguage(address, { locale }) },
    above: html`${partner.frozen && html`<p class="warning">${say(notices.frozen, { operator: operatorName })}</p>`}
    ${isRestored && notice(notices.restored)} ${news !== null && notice(news)} ${above}`,
  });
}
