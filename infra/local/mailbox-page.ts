import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Mail } from "./mailbox.ts";

type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

const style = raw(`<style>
  body { font: 16px/1.5 system-ui; max-width: 48rem; margin: 2rem auto; padding-inline: 1rem; }
  pre { white-space: pre-wrap; }
</style>`);

const linkOf = (link: string): Markup => html`<li><a href="${link}">${link}</a></li>`;

const mailOf = (mail: Mail): Markup =>
  html`<article>
    <h2>${mail.subject}</h2>
    <p>${mail.at} · from ${mail.from} · to ${mail.to.join(", ")}</p>
    <ul>
      ${mail.links.map(linkOf)}
    </ul>
    <pre>${mail.text}</pre>
  </article>`;

/** The mailbox as a page, newest first: what the recipient would read as text, with every link. */
export const mailboxPage = async (mails: readonly Mail[]): Promise<string> => {
  const list = mails.length === 0 ? html`<p>No mail yet.</p>` : mails.toReversed().map(mailOf);
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Mailbox</title>
        ${style}
      </head>
      <body>
        <main>
          <h1>Mailbox</h1>
          ${list}
        </main>
      </body>
    </html>`;
  return page.toString();
};
