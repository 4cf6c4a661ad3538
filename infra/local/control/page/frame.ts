import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

/** Escaped HTML, or the promise of it. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A moment as people read it, to the second, UTC. */
export const moment = (at: string): Markup => html`<time datetime="${at}">${at.slice(0, 19).replace("T", " ")}</time>`;

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
