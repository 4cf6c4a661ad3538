import { html } from "../../shared/http/html.ts";
import { page } from "../../shared/http/page.ts";
import { agreementText } from "../../shared/policy/agreement-texts.ts";
import type { Agreement } from "../../shared/policy/agreements.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { publicTexts } from "./texts.ts";

/** Who reads a public page, and whose system it is of. */
export interface PublicReader {
  readonly lang: Locale;
  readonly operatorName: string;
}

/**
 * The text that customers agree to, with the hash that their acceptance records. It is in English whatever the reader's
 * language, for the hash is of these words and no others.
 */
export const agreementPage = (
  { title, version, url, hash }: Agreement,
  { lang, operatorName }: PublicReader,
): string => {
  const texts = publicTexts[lang];
  const main = html`<h1 lang="en">${title}</h1>
    <p class="hint">${texts.version(version)}</p>
    ${texts.original !== "" && html`<p class="notice">${texts.original}</p>`}
    <div lang="en">${agreementText(version).paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}</div>
    <p class="hint">${texts.fingerprint} <code>${hash}</code></p>`;
  const languages = { label: texts.languages, hrefOf: (locale: Locale) => `${url}?lang=${locale}` };
  return page({ lang, skipText: texts.skip, title, operatorName, languages, main });
};

/** For a browser that asks for something that is not here. */
export const notFoundPage = ({ lang, operatorName }: PublicReader): string => {
  const { skip, notFound } = publicTexts[lang];
  const main = html`<h1>${notFound.title}</h1>
    <p>${notFound.text}</p>`;
  return page({ lang, skipText: skip, title: notFound.title, operatorName, main });
};
