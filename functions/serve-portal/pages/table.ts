import { html, type Html } from "../../../shared/html/html.ts";

/** A table with the columns' names; its caption is for who does not see what stands above it. */
export const dataTable = (
  kind: "people" | "grants",
  caption: string,
  heads: readonly string[],
  rows: readonly Html[],
): Html =>
  html`<table class="${kind}">
    <caption class="hidden">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
