import { html } from "hono/html";
import type { Alarms } from "../../alarms/alarms.ts";
import { moment, type Markup } from "./frame.ts";

/** Every alarm that is evaluated, raised ones first, and the names of the others. */
export const alarmList = ({ states, inert }: Pick<Alarms, "states" | "inert">): Markup =>
  html`<ul class="alarms">
      ${states
        .toSorted((one, other) => one.state.localeCompare(other.state))
        .map(
          ({ name, description, state, rangAt }) =>
            html`<li>
              <strong class="${state === "ALARM" ? "bad" : "soft"}">${state}</strong> ${name}
              ${rangAt === null ? "" : html`<span class="soft">rang ${moment(rangAt)}</span>`}
              ${state === "ALARM" ? html`<p>${description}</p>` : ""}
            </li>`,
        )}
    </ul>
    ${
      inert.length === 0
        ? ""
        : html`<details id="inert-alarms">
            <summary>${inert.length} not evaluated here</summary>
            <p class="soft">${inert.join(", ")}</p>
          </details>`
    }`;
