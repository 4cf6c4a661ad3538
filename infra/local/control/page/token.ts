import { html } from "hono/html";
import { partnerRoles } from "../../seeds.ts";
import { pairs, select, type Markup } from "./frame.ts";

/** The form that asks for a token of a partner's user or of the operator, and the line to paste into a shell. */
export const tokenForm = (
  partners: Readonly<Record<string, string>>,
  asked: { readonly partner: string; readonly role: string } | undefined,
  token: string | undefined,
): Markup =>
  html`<form method="get" action="/_local#token" class="fields" id="token">
      ${select("Partner", "partner", Object.keys(partners), asked?.partner)}
      ${select("Role", "role", [...partnerRoles, "operator"], asked?.role)}
      <button>Get a token</button>
    </form>
    ${
      token === undefined
        ? ""
        : html`<pre tabindex="0" id="export" class="token">export TOKEN=${token}</pre>
            <button type="button" data-copy="export">Copy</button>
            <span class="soft">It lives an hour of virtual time.</span>`
    }
    ${pairs(partners)}`;
