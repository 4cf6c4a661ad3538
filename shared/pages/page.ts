import { offeredLocales, type Locale } from "../policy/locales.ts";
import { madeOnce } from "../policy/made-once.ts";
import { html, type Html } from "../html/html.ts";
import { operatorPlace } from "../html/operator-links.ts";
import { assetPath, type Asset } from "./assets.ts";
import { errorSummary, type FieldError } from "./field.ts";
import type { SharedTexts } from "./texts.ts";

/** What a function's pages have in common. */
export interface PageSetting {
  readonly operatorName: string;
  /** Under which name the page stands; Rapport's own without one. */
  readonly portalName?: string | undefined;
  /** Whether the page is about test data. */
  readonly sandbox?: boolean | undefined;
}

/** How the page is reached in its other languages. */
interface Languages {
  readonly hrefOf: (locale: Locale) => string;
  /** A form of the page that is sent along to be drawn again in the other language, told so by a field. */
  readonly keeping?: {
    readonly form: string;
    readonly field: string;
    readonly actionOf: (locale: Locale) => string;
  };
}

/** What one page says. */
export interface PageContent {
  /** The page's heading, and the name of its tab. */
  readonly title: string;
  /** The name of the tab where it says more. */
  readonly tab?: string;
  /** The heading where it is more than the title. */
  readonly heading?: Html;
  readonly main: Html;
  /** Faults of the posted form. They come first, and the name of the tab says that there are any. */
  readonly errors?: readonly FieldError[];
  /** What stands above the heading. */
  readonly above?: Html | false;
  /** Where one can go from here, for pages that belong together. */
  readonly navigation?: Html;
  /** The page's other languages, where they can be chosen. */
  readonly languages?: Languages | undefined;
  /** A script of our own, for a page that is nicer with one. */
  readonly script?: Asset;
}

/** A page of an address in its other languages; its own address, which it need not name, where nothing is said. */
export const languagesAt = (path = ""): Languages => ({ hrefOf: (locale) => `${path}?lang=${locale}` });

/** What a language is called in itself, as a word of its own. */
const languageName = madeOnce((locale) => {
  const name = new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
});

const languageWay = (locale: Locale, { hrefOf, keeping }: Languages): Html =>
  !keeping
    ? html`<a href="${hrefOf(locale)}" hreflang="${locale}">${languageName(locale)}</a>`
    : html`<button
        type="submit"
        form="${keeping.form}"
        formaction="${keeping.actionOf(locale)}"
        name="${keeping.field}"
        value="${locale}"
        class="plain"
      >
        ${languageName(locale)}
      </button>`;

const languageChoice = (languages: Languages, { lang, languages: label }: SharedTexts): Html =>
  html`<nav aria-label="${label}">
    <ul class="languages">
      ${offeredLocales.map(
        (locale) =>
          html`<li lang="${locale}">
            ${
              locale === lang
                ? html`<span aria-current="true">${languageName(locale)}</span>`
                : languageWay(locale, languages)
            }
          </li>`,
      )}
    </ul>
  </nav>`;

/** The document around all pages. */
const document = (
  { operatorName, portalName = "Rapport" }: PageSetting,
  texts: SharedTexts,
  {
    tab,
    main,
    navigation,
    languages,
    script,
  }: Omit<PageContent, "title" | "tab" | "heading" | "above" | "errors"> & { readonly tab: string },
): Html =>
  html`<!doctype html>
    <html lang="${texts.lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${tab} – ${portalName}, ${operatorName}</title>
        <link rel="icon" href="${assetPath("icon.svg")}" type="image/svg+xml" />
        <link rel="stylesheet" href="${assetPath("rapport.css")}" />
        ${script && html`<script type="module" src="${assetPath(script)}"></script>`}
      </head>
      <body>
        <a class="skip" href="#main">${texts.skip}</a>
        <header class="frame">
          <p class="brand"><strong>${portalName}</strong> <span>${operatorName}</span></p>
          ${navigation}
        </header>
        <main id="main" class="frame" tabindex="-1">${main}</main>
        <footer class="frame">
          ${languages && offeredLocales.length > 1 && languageChoice(languages, texts)}
          <p class="operator">${operatorName}${operatorPlace(texts.lang)}</p>
        </footer>
      </body>
    </html>`;

/** A whole page, in the frame that all share. */
export const page = (
  setting: PageSetting,
  texts: SharedTexts,
  { title, tab = title, heading = html`<h1>${title}</h1>`, errors = [], above, main, ...content }: PageContent,
): string => {
  const summary = errorSummary(errors, texts);
  const notice = setting.sandbox && html`<p class="notice"><strong>${texts.sandbox.notice}</strong></p>`;
  return document(setting, texts, {
    ...content,
    tab: summary ? `${texts.errors.prefix} ${tab}` : tab,
    main: html`${notice} ${summary} ${above} ${heading} ${main}`,
  }).toString();
};

/** A page that only tells something. */
export const notePage = (
  setting: PageSetting,
  texts: SharedTexts,
  { title, text }: { readonly title: string; readonly text: string },
  languages?: Languages,
): string => page(setting, texts, { title, languages, main: html`<p>${text}</p>` });
