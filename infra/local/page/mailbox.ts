import { html } from "hono/html";
import type { Mail } from "../mailbox.ts";
import { moment, type Markup } from "./frame.ts";

/** How a mail can be looked at. */
export const mailViews = ["html", "text", "headers", "links"] as const;
export type MailView = (typeof mailViews)[number];

const shownMails = 100;

const headersOf = ({ headers }: Mail): Markup =>
  html`<dl class="pairs">
    ${Object.entries(headers).map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;

const linksOf = ({ links }: Mail): Markup =>
  links.length === 0
    ? html`<p class="soft">No links.</p>`
    : html`<ul>
        ${links.map((link) => html`<li><a href="${link}" target="_blank" rel="noopener">${link}</a></li>`)}
      </ul>`;

const contents: Readonly<Record<MailView, (mail: Mail) => Markup>> = {
  html: ({ id, subject }) =>
    html`<iframe
      src="/_local/mail/${id}/html"
      title="Mail: ${subject}"
      sandbox="allow-popups allow-popups-to-escape-sandbox"
    ></iframe>`,
  text: (mail) => html`<pre tabindex="0">${mail.text}</pre>`,
  headers: headersOf,
  links: linksOf,
};

const entryOf = (mail: Mail, chosen: Mail | undefined): Markup =>
  html`<li>
    <a href="/_local?mail=${mail.id}#mail" aria-current="${mail === chosen ? "true" : "false"}">
      <strong>${mail.subject}</strong>
      <span class="soft">${mail.to.join(", ")}</span>
      <span class="soft">${moment(mail.at)}</span>
    </a>
  </li>`;

/** The mails, newest first. */
export const mailList = (mails: readonly Mail[], chosen: Mail | undefined): Markup => {
  const earlier = mails.length - shownMails;
  if (mails.length === 0) return html`<p class="soft">No mail yet. Create an invitation and it will be here.</p>`;
  return html`<ol class="mails">
      ${mails
        .slice(-shownMails)
        .toReversed()
        .map((mail) => entryOf(mail, chosen))}
    </ol>
    ${earlier > 0 ? html`<p class="soft"><a href="/_local/mail">${earlier} earlier</a></p>` : ""}`;
};

/** One mail: as its recipient sees it, as text, its headers, its links. */
export const mailReader = (mail: Mail | undefined, view: MailView): Markup => {
  if (mail === undefined) return html``;
  return html`<h3>${mail.subject}</h3>
    <p class="soft">${mail.from} → ${mail.to.join(", ")} · ${moment(mail.at)}</p>
    <nav class="tabs" aria-label="Parts of the mail">
      ${mailViews.map(
        (name) =>
          html`<a href="/_local?mail=${mail.id}&view=${name}#mail" aria-current="${name === view ? "page" : "false"}"
            >${name === "html" ? "HTML" : name}</a
          >`,
      )}
    </nav>
    ${contents[view](mail)}`;
};
