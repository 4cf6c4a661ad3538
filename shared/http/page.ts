import type { Locale } from "../policy/locales.ts";
import { html, type Html } from "./html.ts";

/** What every page is made of. */
export interface Page {
  readonly lang: Locale;
  readonly title: string;
  readonly operatorName: string;
  readonly skipText: string;
  readonly main: Html;
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

/** Headers of every page. A page's address may hold a personal link, so nothing keeps it and no other site learns it. */
export const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": contentSecurityPolicy,
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

/** A whole document: the frame that all pages share. */
export const page = ({ lang, title, operatorName, skipText, main, script }: Page): string =>
  html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} – Rapport, ${operatorName}</title>
        <link rel="stylesheet" href="/assets/rapport.css" />
        ${script !== undefined && html`<script type="module" src="/assets/${script}"></script>`}
      </head>
      <body>
        <a class="skip" href="#main">${skipText}</a>
        <header class="frame">
          <p class="brand"><strong>Rapport</strong> <span>${operatorName}</span></p>
        </header>
        <main id="main" class="frame" tabindex="-1">${main}</main>
      </body>
    </html>`.toString();
