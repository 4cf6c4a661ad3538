import { html } from "hono/html";
import { partnerRoles } from "../../seeds.ts";
import type { Markup } from "./frame.ts";

const options = (values: readonly string[], chosen: string | undefined): Markup =>
  html`${values.map((value) => html`<option ${value === chosen ? html`selected` : ""}>${value}</option>`)}`;

/** The form that asks for a token of a partner's user or of the operator, and the line to paste into a shell. */
export const tokenForm = (
  partners: Readonly<Record<string, string>>,
  asked: { readonly partner: string; readonly role: string } | undefined,
  token: string | undefined,
): Markup =>
  html`<form method="get" action="/_local#token" class="fields" id="token">
      <label
        >Partner
        <select name="partner">
          ${options(Object.keys(partners), asked?.partner)}
        </select></label
      >
      <label
        >Role
        <select name="role">
          ${options([...partnerRoles, "operator"], asked?.role)}
        </select></label
      >
      <button>Get a token</button>
    </form>
    ${
      token === undefined
        ? ""
        : html`<pre tabindex="0" id="export" class="token">export TOKEN=${token}</pre>
            <button type="button" data-copy="export">Copy</button>
            <span class="soft">It lives an hour of virtual time.</span>`
    }
    <dl class="pairs">
      ${Object.entries(partners).map(
        ([name, id]) =>
          html`<dt>${name}</dt>
            <dd>${id}</dd>`,
      )}
    </dl>`;
