import { html } from "../../shared/pages/html.ts";
import { page, pageHeaders } from "../../shared/pages/page.ts";
import type { Problem } from "../../shared/http/problems.ts";
import type { HttpAnswer, HttpRequest } from "../../shared/http/request.ts";
import { say } from "../../shared/policy/words.ts";
import { localeOf } from "./reader.ts";
import { loadPageTexts, type PageTexts } from "./texts.ts";

/** A problem that no form can mend, as a page. The reference is what support finds it by. */
export function problemPage(
  { status, type, instance }: Problem,
  { lang, skip, problems }: PageTexts,
  operatorName: string,
): HttpAnswer {
  const kind = type.replace("/problems/", "") as keyof typeof problems;
  const told = problems[kind] ?? problems.other;
  const { title, text } = typeof told === "string" ? problems.other : told;
  const main = html`<h1>${title}</h1>
    <p>${say(text, { operator: operatorName })}</p>
    <p class="hint">${say(problems.reference, { reference: instance })}</p>`;
  return { status, body: page({ lang, title, operatorName, skipText: skip, main }), headers: pageHeaders };
}

/** The same for whatever goes wrong before anything is known of the link. */
export const showProblem =
  (operatorName: string) =>
  async (problem: Problem, request: HttpRequest | null): Promise<HttpAnswer> =>
    problemPage(problem, await loadPageTexts(localeOf(request, null)), operatorName);
