import { html } from "../../shared/pages/html.ts";
import { page } from "../../shared/pages/page.ts";
import { problemKinds } from "../../shared/http/problems.ts";
import { agreementText } from "../../shared/policy/agreement-texts.ts";
import type { Agreement } from "../../shared/policy/agreements.ts";
import type { Locale, Localized } from "../../shared/policy/locales.ts";
import { consolePaths } from "../../shared/names.ts";

/** The sentences of public pages, which are seldom asked for: they are no part of the bundle. */
interface PublicTexts {
  readonly skip: string;
  readonly languages: string;
  readonly version: string;
  readonly notFound: { readonly title: string; readonly text: string };
  /** Why the text below is in English, empty in English; what its hash is. */
  readonly agreement: { readonly original: string; readonly fingerprint: string };
  readonly signedIn: { readonly title: string; readonly paragraphs: readonly string[] };
  readonly notSignedIn: PublicTexts["signedIn"] & { readonly again: string };
}

const textsIn = async (lang: Locale): Promise<PublicTexts> => {
  const texts: Localized<PublicTexts> = (await import("./texts.json", { with: { type: "json" } })).default;
  return texts[lang];
};

/** Who reads a public page, and whose system it is of. */
export interface PublicReader {
  readonly lang: Locale;
  readonly operatorName: string;
}

/**
 * The text that customers agree to, with the hash that their acceptance records. It is in English whatever the reader's
 * language, for the hash is of these words and no others.
 */
export const agreementPage = async (
  { title, version, url, hash }: Agreement,
  { lang, operatorName }: PublicReader,
): Promise<string> => {
  const texts = await textsIn(lang);
  const { original, fingerprint } = texts.agreement;
  const main = html`<h1 lang="en">${title}</h1>
    <p class="hint">${texts.version.replace("{version}", version)}</p>
    ${original !== "" && html`<p class="notice">${original}</p>`}
    <div lang="en">${agreementText(version).paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}</div>
    <p class="hint">${fingerprint} <code>${hash}</code></p>`;
  const languages = { label: texts.languages, hrefOf: (locale: Locale) => `${url}?lang=${locale}` };
  return page({ lang, skipText: texts.skip, title, operatorName, languages, main });
};

/** What a problem means and what to do about it. For developers, and so in English alone, as problem documents are. */
export const problemPage = (
  kind: keyof typeof problemKinds,
  { meaning, remedy }: { readonly meaning: string; readonly remedy: string },
  operatorName: string,
): string => {
  const [status, title] = problemKinds[kind];
  const main = html`<h1>${title}</h1>
    <p class="hint"><code>/problems/${kind}</code>, HTTP status ${status}</p>
    <p>${meaning}</p>
    <h2>What to do</h2>
    <p>${remedy}</p>`;
  return page({ lang: "en", skipText: "Skip to content", title, operatorName, main });
};

/** For a browser that asks for something that is not here. */
export const notFoundPage = async ({ lang, operatorName }: PublicReader): Promise<string> => {
  const { skip, notFound } = await textsIn(lang);
  const main = html`<h1>${notFound.title}</h1>
    <p>${notFound.text}</p>`;
  return page({ lang, skipText: skip, title: notFound.title, operatorName, main });
};

/** For a user who comes back from the sign-in pages: with a code, which is neither shown nor redeemed, or without. */
export const callbackPage = async ({ lang, operatorName }: PublicReader, command: string | null): Promise<string> => {
  const { skip, signedIn, notSignedIn } = await textsIn(lang);
  const { title, paragraphs } = command === null ? notSignedIn : signedIn;
  const main = html`<h1>${title}</h1>
    ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
    <p>
      ${command === null ? html`<a href="${consolePaths.signIn}">${notSignedIn.again}</a>` : html`<code>${command}</code>`}
    </p>`;
  return page({ lang, skipText: skip, title, operatorName, main });
};
