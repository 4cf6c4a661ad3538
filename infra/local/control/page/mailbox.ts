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

/** Which mails are looked for. */
export interface MailFilter {
  /** Part of an address, a subject or a text; empty for every mail. */
  readonly search: string;
  /** A language; empty for all. */
  readonly lang: string;
}

/** What the list shows. */
interface MailListing extends MailFilter {
  readonly chosen: Mail | undefined;
  /** Whether old ones are listed too. */
  readonly all: boolean;
}

const queryOf = ({ search, lang }: MailFilter): object => ({ ...(search && { q: search }), ...(lang && { lang }) });

const hrefOf = ({ id }: Mail, filter: MailFilter, view?: string): string =>
  `/_local?${new URLSearchParams({ mail: id, ...(view && { view }), ...queryOf(filter) }).toString()}#mail`;

/** The language that a mail is written in; empty where it does not say. */
const languageOf = ({ html: markup }: Mail): string => /<html[^>]*\blang="([a-z]{2})/.exec(markup)?.[1] ?? "";

const isFound = (mail: Mail, { search, lang }: MailFilter): boolean =>
  (lang === "" || languageOf(mail) === lang) &&
  [...mail.to, mail.from, mail.subject, mail.text].some((part) => part.toLowerCase().includes(search.toLowerCase()));

const languages = new Intl.DisplayNames("en", { type: "language" });

/** The fields that look for mails. */
export const mailSearch = ({ search, lang }: MailFilter, mails: readonly Mail[]): Markup =>
  html`<form method="get" action="/_local" role="search" class="inline">
    <label><span class="soft">Address, subject or text</span> <input type="search" name="q" value="${search}" /></label>
    <label
      ><span class="soft">Language</span>
      <select name="lang">
        <option value="">all</option>
        ${[...new Set(mails.map(languageOf))]
          .filter(Boolean)
          .map((one) => html`<option value="${one}" ${one === lang ? "selected" : ""}>${languages.of(one)}</option>`)}
      </select></label
    ><button>Search</button>
  </form>`;

const entryOf = (mail: Mail, { chosen, ...filter }: MailListing): Markup =>
  html`<li>
    <a href="${hrefOf(mail, filter)}" aria-current="${mail === chosen ? "true" : "false"}">
      <strong title="${mail.subject}">${mail.subject}</strong>
      <span class="soft">${mail.to.join(", ")}</span>
      <span class="soft">${moment(mail.at)}</span>
    </a>
  </li>`;

/** The mails that were looked for, newest first. */
export const mailList = (mails: readonly Mail[], listing: MailListing): Markup => {
  if (mails.length === 0) return html`<p class="soft">No mail yet. Create an invitation and it will be here.</p>`;
  const found = mails.filter((mail) => isFound(mail, listing));
  if (found.length === 0)
    return listing.search === ""
      ? html`<p class="soft">No mail is in this language.</p>`
      : html`<p class="soft">No mail has “${listing.search}” in it.</p>`;
  const shown = listing.all ? found : found.slice(-shownMails);
  const earlier = found.length - shown.length;
  const all = new URLSearchParams({ all: "", ...queryOf(listing) });
  return html`<ol class="mails">
      ${shown.toReversed().map((mail) => entryOf(mail, listing))}
    </ol>
    ${earlier > 0 ? html`<p class="soft"><a href="/_local?${all.toString()}">${earlier} earlier</a></p>` : ""}`;
};

/** One mail: as its recipient sees it, as text, its headers, its links. */
export const mailReader = (mail: Mail | undefined, view: MailView, filter: MailFilter): Markup => {
  if (mail === undefined) return html``;
  return html`<h3>${mail.subject}</h3>
    <p class="soft">${mail.from} → ${mail.to.join(", ")} · ${moment(mail.at)}</p>
    <nav class="tabs" aria-label="Parts of the mail">
      ${mailViews.map((name) => tab(name === "html" ? "HTML" : name, hrefOf(mail, filter, name), name === view))}
    </nav>
    ${contents[view](mail)}`;
};
