import { html } from "../../shared/http/html.ts";
import { page, pageHeaders } from "../../shared/http/page.ts";
import type { Problem } from "../../shared/http/problems.ts";
import type { HttpAnswer } from "../../shared/http/request.ts";

/** A problem that no form can mend, as a page. The reference is what support finds it by. */
export const showProblem =
  (operatorName: string) =>
  ({ status, title, detail, instance }: Problem): HttpAnswer => {
    const main = html`<h1>${title}</h1>
      <p>${detail}</p>
      <p class="hint">${instance}</p>`;
    return {
      status,
      body: page({ lang: "en", title, operatorName, skipText: "Skip to content", main }),
      headers: pageHeaders,
    };
  };
