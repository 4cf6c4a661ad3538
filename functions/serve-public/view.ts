import { html } from "../../shared/http/html.ts";
import { page } from "../../shared/http/page.ts";
import type { Agreement } from "../../shared/policy/agreements.ts";

const frame = { lang: "en", skipText: "Skip to content" } as const;

/** The text that customers agree to, with the hash that their acceptance records. */
export const agreementPage = ({ title, version, paragraphs, hash }: Agreement, operatorName: string): string => {
  const main = html`<h1>${title}</h1>
    <p class="hint">Version ${version}</p>
    ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
    <p class="hint">Fingerprint of this text: <code>${hash}</code></p>`;
  return page({ ...frame, title, operatorName, main });
};

/** For a browser that asks for something that is not here. */
export const notFoundPage = (operatorName: string): string => {
  const title = "Page not found";
  const main = html`<h1>${title}</h1>
    <p>There is nothing at this address. If you followed a link in a mail, check that you copied all of it.</p>`;
  return page({ ...frame, title, operatorName, main });
};
