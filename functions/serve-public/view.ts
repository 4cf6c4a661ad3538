import { problemKinds } from "../../shared/http/problems.ts";
import { html } from "../../shared/html/html.ts";
import { languagesAt, page, type PageSetting } from "../../shared/pages/page.ts";
import { agreementText } from "../../shared/policy/agreement-texts.ts";
import type { Agreement } from "../../shared/policy/agreements.ts";
import { say } from "../../shared/policy/words.ts";
import type { PublicTexts } from "./texts.ts";

/** The page at the origin: whose service this is, and where customers go from here. */
export const homePage = (setting: PageSetting, { home, ...texts }: PublicTexts): string => {
  const main = html`<p>${say(home.text, { operator: setting.operatorName })}</p>
    <p>${home.link}</p>
    <p><a href="/portal?lang=${texts.lang}">${home.portal}</a></p>
    <p><a href="/verify?lang=${texts.lang}">${home.verify}</a></p>`;
  return page(setting, texts, {
    title: say(home.title, { operator: setting.operatorName }),
    main,
    languages: languagesAt(),
  });
};

/**
 * The agreement, with the hash that an acceptance records. It is always in English, because the hash is of the English text.
 */
export const agreementPage = (
  { title, version, url, hash }: Agreement,
  setting: PageSetting,
  texts: PublicTexts,
): string => {
  const { original, fingerprint } = texts.agreement;
  const main = html`<p class="hint">${say(texts.version, { version })}</p>
    ${original !== "" && html`<p class="notice">${original}</p>`}
    <div lang="en">${agreementText(version).paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}</div>
    <p class="hint">${fingerprint} <code>${hash}</code></p>`;
  const languages = languagesAt(url);
  return page(setting, texts, { title, heading: html`<h1 lang="en">${title}</h1>`, languages, main });
};

/** The meaning and remedy of a problem, for developers. It is in English, like problem documents. */
export const meaningPage = (
  kind: keyof typeof problemKinds,
  { meaning, remedy }: { readonly meaning: string; readonly remedy: string },
  setting: PageSetting,
  english: PublicTexts,
): string => {
  const [status, title] = problemKinds[kind];
  const main = html`<p class="hint"><code>/problems/${kind}</code>, HTTP status ${status}</p>
    <p>${meaning}</p>
    <h2>What to do</h2>
    <p>${remedy}</p>`;
  return page(setting, english, { title, main });
};
