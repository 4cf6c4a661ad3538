import { html, type Html } from "./html.ts";

/** What a page about test data says above its heading; nothing on every other page. */
export const sandboxNotice = (sandbox: boolean | undefined, text: string): Html | false =>
  sandbox === true && html`<p class="notice"><strong>${text}</strong></p>`;
