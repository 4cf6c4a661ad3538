import { html } from "hono/html";
import { faultyCalls } from "../../faults/requests.ts";
import type { Faults } from "../../faults/faults.ts";
import { select, type Markup } from "./frame.ts";

type Fault = Faults["pending"][number];

const errors = ["ThrottlingException", "InternalServerError", "ServiceUnavailable", "TransactionConflict", "timeout"];

const calls = Object.entries(faultyCalls).flatMap(([service, names]) => names.map((name) => `${service} ${name}`));

const describe = (fault: Fault): string =>
  "crash" in fault
    ? `${fault.crash} crashes at the ${fault.at}, ${fault.times} more`
    : `${fault.service} ${fault.operation}: ${fault.error}${fault.after ? ", after acting" : ""}, ${fault.times} more`;

/** What has not been injected yet. */
export const faultList = (pending: readonly Fault[]): Markup =>
  pending.length === 0
    ? html`<p class="soft">None.</p>`
    : html`<ul>
          ${pending.map((fault) => html`<li>${describe(fault)}</li>`)}
        </ul>
        <form method="post" action="/_local/faults">
          <button name="method" value="DELETE">Clear faults</button>
        </form>`;

const times = html`<label><span>Times</span> <input name="times" type="number" min="1" value="1" required /></label>`;

/** Where faults are added: a call that fails, a function that crashes. */
export const faultForms = (functions: readonly { readonly shortName: string }[]): Markup => {
  const names = functions.map(({ shortName }) => shortName);
  return html`<form method="post" action="/_local/faults" class="fields">
      ${select("Call", "call", calls, undefined, "whole")} ${select("Error", "error", errors)} ${times}
      <label class="tick"><input name="after" type="checkbox" /> acts first</label>
      <button>Fail a call</button>
    </form>
    <form method="post" action="/_local/faults" class="fields">
      ${select("Function", "crash", names)} ${select("At the", "at", ["start", "end"])} ${times}
      <button>Crash a function</button>
    </form>`;
};
