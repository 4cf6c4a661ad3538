import { html } from "hono/html";
import { moment, type Markup } from "./frame.ts";

/** The virtual now, which the script lets tick. */
export const virtualNow = (now: string): Markup => html`<span data-clock="${now}">${moment(now)}</span> UTC`;

const jumps = { "+1 hour": "PT1H", "+1 day": "P1D", "+7 days": "P7D" };

/** Buttons that let time pass, and the one that starts over. */
export const clockForms = (now: string): Markup =>
  html`<form method="post" action="/_local/clock" class="inline">
      ${Object.entries(jumps).map(([label, span]) => html`<button name="advance" value="${span}">${label}</button>`)}
    </form>
    <form method="post" action="/_local/clock" class="inline">
      <label>
        <span class="soft">Set to, UTC</span>
        <input type="datetime-local" name="set" step="1" value="${now.slice(0, 19)}" required />
      </label>
      <button>Set</button>
    </form>
    <form method="post" action="/_local/idle" class="inline">
      <button aria-describedby="idle-hint">Idle</button>
      <span class="soft" id="idle-hint">waits until all that is due has run</span>
    </form>
    <details class="reset">
      <summary>Reset…</summary>
      <form method="post" action="/_local/reset">
        <p>Empties tables, queues, mailbox and timeline, and sets the clock back to real time.</p>
        <button class="bad">Reset everything</button>
      </form>
    </details>`;
