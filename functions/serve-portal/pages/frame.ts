import { html, type Html } from "../../../shared/html/html.ts";
import { languagesAt, page, type PageContent } from "../../../shared/pages/page.ts";
import { csrfField } from "../../../shared/pages/parts.ts";
import { instantInWords, say } from "../../../shared/policy/words.ts";
import { customerPath, portalPath } from "../addresses.ts";
import type { PortalSetting, SessionSetting } from "../page-setting.ts";
import type { PortalTexts } from "../texts.ts";

/** A portal page without a session. */
export const plainPage = (
  { operatorName, path }: PortalSetting,
  texts: PortalTexts,
  content: Pick<PageContent, "title" | "main" | "errors">,
): string => page({ operatorName }, texts, { ...content, languages: languagesAt(path) });

const places = {
  partners: "",
  senders: "/senders",
  support: "/support",
  administrators: "/administrators",
  name: "/name",
} as const;

const isPlace = (setting: SessionSetting, name: string): boolean =>
  // A new administrator cannot rename the customer.
  setting.customer !== null && (name !== "name" || setting.customer.coolOffUntil === null);

function navigation(setting: SessionSetting, { navigation: texts }: PortalTexts): Html {
  const { locale, path, email, customer, hasChoice } = setting;
  // A single customer is also shown at the portal's own address.
  const here = path === "/portal" && customer !== null ? `${path}/customers/${customer.id}` : path;
  const entry = (href: string, words: string): Html =>
    html`<li><a href="${href}" ${href.startsWith(`${here}?`) && html`aria-current="page"`}>${words}</a></li>`;
  const entries = Object.entries(places)
    .filter(([name]) => isPlace(setting, name))
    .map(([name, place]) =>
      entry(customerPath(customer?.id ?? "", place, { locale }), texts[name as keyof typeof places]),
    );
  return html`<div class="session">
    <nav aria-label="${texts.label}">
      <ul>
        ${entries} ${hasChoice && entry(portalPath("", { locale }), texts.choice)}
      </ul>
    </nav>
    <form method="post" action="${portalPath("/sign-out", { locale })}">
      ${csrfField(setting)}
      <span class="hint">${say(texts.as, { email })}</span>
      <button type="submit" class="plain">${texts.signOut}</button>
      <button type="submit" class="plain" formaction="${portalPath("/sign-out-everywhere", { locale })}">
        ${texts.signOutEverywhere}
      </button>
    </form>
  </div>`;
}

/** The customer of a page, with the notice of the reader's cool-off. */
function about({ customer, operatorName }: SessionSetting, { customer: texts, lang }: PortalTexts): Html | null {
  if (customer === null) return null;
  const { name, isVerified, coolOffUntil } = customer;
  const until = coolOffUntil === null ? null : instantInWords(coolOffUntil, lang);
  return html`<p class="customer">
      <strong>${name}</strong> ${isVerified && html`<span>${say(texts.checked, { operator: operatorName })}</span>`}
    </p>
    ${until !== null && html`<p class="notice">${say(texts.coolOff, { customer: name, until })}</p>`}`;
}

/** A page of a session, with navigation, the confirmation of the last action, and the customer. */
export function sessionPage(
  setting: SessionSetting,
  texts: PortalTexts,
  {
    above,
    names = {},
    ...content
  }: Pick<PageContent, "title" | "main" | "above" | "errors"> & { readonly names?: Record<string, string> },
): string {
  const { operatorName, path, done, customer } = setting;
  const news = Object.hasOwn(texts.done, done) ? texts.done[done as keyof typeof texts.done] : null;
  return page({ operatorName, sandbox: customer?.sandbox }, texts, {
    ...content,
    navigation: navigation(setting, texts),
    languages: languagesAt(path),
    above: html`${news !== null && html`<p class="notice" role="status">${say(news, { partner: "", ...names })}</p>`}
    ${about(setting, texts)} ${above}`,
  });
}
