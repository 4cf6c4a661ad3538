import { html, type Html } from "../html/html.ts";
import type { Risk } from "../policy/permissions.ts";

// The number of bars tells the risk without its colour; the word beside them tells it without seeing.
const marks: Readonly<Record<Risk, string>> = { low: "▮▯▯", medium: "▮▮▯", high: "▮▮▮" };

/** How risky a permission is, as a mark and in a word. */
export const riskMark = (risk: Risk, words: Readonly<Record<Risk, string>>): Html =>
  html`<span class="risk ${risk}"><span aria-hidden="true">${marks[risk]}</span> ${words[risk]}</span>`;
