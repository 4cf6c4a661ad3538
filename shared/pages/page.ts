import { offeredLocales, type Locale } from "../policy/locales.ts";
import { html, type Html } from "./html.ts";
import { operatorPlace } from "./operator-links.ts";

/** What every page is made of. */
export interface Page {
  readonly lang: Locale;
  readonly title: string;
  readonly operatorName: string;
  /** Under which name the page stands; Rapport's own without one. */
  readonly portalName?: string | undefined;
  readonly skipText: string;
  readonly main: Html;
  /** Where one can go from here, for pages that belong together. */
  readonly navigation?: Html;
  /** The page's other languages, where they can be chosen. */
  readonly languages?: {
    readonly label: string;
    readonly hrefOf: (locale: Locale) => string;
    /** A form of the page that is sent along to be drawn again in the other language, told so by a field. */
    readonly keeping?: {
      readonly form: string;
      readonly field: string;
      readonly actionOf: (locale: Locale) => string;
    };
  };
  /** A script of our own under `/assets/`, for a page that is nicer with one. */
  readonly script?: string;
}

// Our stylesheet, our script, forms to ourselves; nothing inline, no frames.
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

// No page of ours needs a device, a payment or a sensor.
const permissionsPolicy = [
  "camera",
  "display-capture",
  "geolocation",
  "microphone",
  "payment",
  "publickey-credentials-get",
  "usb",
]
  .map((feature) => `${feature}=()`)
  .join(", ");

/** Headers of every page. A page's address may hold a personal link, so nothing keeps it and no other site learns it. */
export const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": contentSecurityPolicy,
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": permissionsPolicy,
} as const;

const languageNames: Readonly<Record<Locale, string>> = {
  en: "English",
  it: "Italiano",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
};

const languageWay = (locale: Locale, { hrefOf, keeping }: NonNullable<Page["languages"]>): Html =>
  keeping === undefined
    ? html`<a href="${hrefOf(locale)}" hreflang="${locale}">${languageNames[locale]}</a>`
    : html`<button
        type="submit"
        form="${keeping.form}"
        formaction="${keeping.actionOf(locale)}"
        name="${keeping.field}"
        value="${locale}"
        class="plain"
      >
        ${languageNames[locale]}
      </button>`;

const languageChoice = (current: Locale, languages: NonNullable<Page["languages"]>): Html =>
  html`<nav aria-label="${languages.label}">
    <ul class="languages">
      ${offeredLocales.map(
        (locale) =>
          html`<li lang="${locale}">
            ${
              locale === current
                ? html`<span aria-current="true">${languageNames[locale]}</span>`
                : languageWay(locale, languages)
            }
          </li>`,
      )}
    </ul>
  </nav>`;

/** A whole document: the frame that all pages share. */
export const page = ({
  lang,
  title,
  operatorName,
  portalName = "Rapport",
  skipText,
  main,
  navigation,
  languages,
  script,
}: Page): string =>
  html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} – ${portalName}, ${operatorName}</title>
        <link rel="stylesheet" href="/assets/rapport.css" />
        ${script !== undefined && html`<script type="module" src="/assets/${script}"></script>`}
      </head>
      <body>
        <a class="skip" href="#main">${skipText}</a>
        <header class="frame">
          <p class="brand"><strong>${portalName}</strong> <span>${operatorName}</span></p>
          ${navigation}
        </header>
        <main id="main" class="frame" tabindex="-1">${main}</main>
        <footer class="frame">
          ${languages !== undefined && offeredLocales.length > 1 && languageChoice(lang, languages)}
          <p class="operator">${operatorName}${operatorPlace(lang)}</p>
        </footer>
      </body>
    </html>`.toString();
