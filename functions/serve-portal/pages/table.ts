import { html, type Html } from "../../../shared/html/html.ts";

/** A table with column headings. Its caption is for screen readers. */
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
