import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

/** Escaped HTML, or the promise of it. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A moment as people read it, to the second, UTC. */
export const moment = (at: string): Markup => html`<time datetime="${at}">${at.slice(0, 19).replace("T", " ")}</time>`;

/** A field of choices under its label. */
export const select = (label: string, name: string, values: readonly string[], chosen?: string, kind = ""): Markup =>
  html`<label class="${kind}">
    <span>${label}</span>
    <select name="${name}">
      ${values.map((value) => html`<option ${value === chosen ? html`selected` : ""}>${value}</option>`)}
    </select>
  </label>`;

/** A table whose rows each begin with their heading. */
export const table = (headings: readonly string[], rows: readonly (readonly [string, ...unknown[]])[]): Markup =>
  html`<table>
    <thead>
      <tr>
        ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, ...cells]) =>
          html`<tr>
            <th scope="row">${name}</th>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;

/** Names, each with its value. */
export const pairs = (entries: Readonly<Record<string, string>>): Markup =>
  html`<dl class="pairs">
    ${Object.entries(entries).map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;

/** A link that is one of several views. */
export const tab = (label: string | undefined, href: string, isShown: boolean): Markup =>
  html`<a href="${href}" aria-current="${isShown ? "page" : "false"}">${label}</a>`;

/** The HTML of a mail, in a frame of its own. */
export const mailFrame = (address: string, subject = ""): Markup =>
  html`<iframe
    src="${address}"
    title="Mail: ${subject}"
    sandbox="allow-popups allow-popups-to-escape-sandbox"
  ></iframe>`;

/** A whole document of the local stack, with its one stylesheet; `script` names what it runs. */
export const frame = async (title: string, body: Markup, script?: string): Promise<string> => {
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/_local/assets/control.css" />
        ${script === undefined ? "" : html`<script src="/_local/assets/${script}" type="module"></script>`}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
  return page.toString();
};
