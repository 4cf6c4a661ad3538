import { html } from "hono/html";
import type { Mail } from "../../ses/mailbox.ts";
import { mailFrame, moment, pairs, tab, type Markup } from "./frame.ts";

/** How a mail can be looked at. */
export const mailViews = ["html", "text", "headers", "links"] as const;
export type MailView = (typeof mailViews)[number];

const shownMails = 100;

const linksOf = ({ links }: Mail): Markup =>
  links.length === 0
    ? html`<p class="soft">No links.</p>`
    : html`<ul>
        ${links.map((link) => html`<li><a href="${link}" target="_blank" rel="noopener">${link}</a></li>`)}
      </ul>`;

const contents: Readonly<Record<MailView, (mail: Mail) => Markup>> = {
  html: ({ id, subject }) => mailFrame(`/_local/mail/${id}/html`, subject),
  text: (mail) => html`<pre tabindex="0">${mail.text}</pre>`,
  headers: ({ headers }) => pairs(headers),
  links: linksOf,
};

/** What the list shows. */
interface MailListing {
  readonly chosen: Mail | undefined;
  /** Part of an address, a subject or a text; empty for every mail. */
  readonly search: string;
  /** Whether old ones are listed too. */
  readonly all: boolean;
}

const hrefOf = ({ id }: Mail, search: string, view?: string): string =>
  `/_local?${new URLSearchParams({ mail: id, ...(view && { view }), ...(search && { q: search }) }).toString()}#mail`;

const isFound = ({ to, from, subject, text }: Mail, search: string): boolean =>
  [...to, from, subject, text].some((part) => part.toLowerCase().includes(search.toLowerCase()));

/** The field that looks for mails. */
export const mailSearch = (search: string): Markup =>
  html`<form method="get" action="/_local" role="search" class="inline">
    <label><span class="soft">Address, subject or text</span> <input type="search" name="q" value="${search}" /></label
    ><button>Search</button>
  </form>`;

const entryOf = (mail: Mail, { chosen, search }: MailListing): Markup =>
  html`<li>
    <a href="${hrefOf(mail, search)}" aria-current="${mail === chosen ? "true" : "false"}">
      <strong>${mail.subject}</strong>
      <span class="soft">${mail.to.join(", ")}</span>
      <span class="soft">${moment(mail.at)}</span>
    </a>
  </li>`;

/** The mails that were looked for, newest first. */
export const mailList = (mails: readonly Mail[], listing: MailListing): Markup => {
  if (mails.length === 0) return html`<p class="soft">No mail yet. Create an invitation and it will be here.</p>`;
  const found = mails.filter((mail) => isFound(mail, listing.search));
  if (found.length === 0) return html`<p class="soft">No mail has “${listing.search}” in it.</p>`;
  const shown = listing.all ? found : found.slice(-shownMails);
  const earlier = found.length - shown.length;
  const all = new URLSearchParams({ all: "", ...(listing.search && { q: listing.search }) });
  return html`<ol class="mails">
      ${shown.toReversed().map((mail) => entryOf(mail, listing))}
    </ol>
    ${earlier > 0 ? html`<p class="soft"><a href="/_local?${all.toString()}">${earlier} earlier</a></p>` : ""}`;
};

/** One mail: as its recipient sees it, as text, its headers, its links. */
export const mailReader = (mail: Mail | undefined, view: MailView, search: string): Markup => {
  if (mail === undefined) return html``;
  return html`<h3>${mail.subject}</h3>
    <p class="soft">${mail.from} → ${mail.to.join(", ")} · ${moment(mail.at)}</p>
    <nav class="tabs" aria-label="Parts of the mail">
      ${mailViews.map((name) => tab(name === "html" ? "HTML" : name, hrefOf(mail, search, name), name === view))}
    </nav>
    ${contents[view](mail)}`;
};
