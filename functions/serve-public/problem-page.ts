import { problemAnswer, type Problem } from "../../shared/http/problems.ts";
import type { HttpAnswer } from "../../shared/http/request.ts";
import { problemPages } from "../../shared/pages/problem-page.ts";
import type { Reader } from "../../shared/pages/reader.ts";
import { loadPublicTexts } from "./texts.ts";

/** How what anybody may read shows problems: to people as a page, to programs as a document. */
export const showProblem = (operatorName: string) => {
  const asPage = problemPages({ operatorName }, loadPublicTexts);
  return async (problem: Problem, reader: Reader): Promise<HttpAnswer> =>
    wantsPage(reader) ? asPage(problem, reader) : problemAnswer(problem);
};

/** Whether a person reads the answer: by the address, which no program asks for, or by what the browser would rather have. */
function wantsPage({ path, headers }: Reader): boolean {
  if (path.startsWith("/v1/")) return false;
  const isPage = /^\/(i|u|confirm|stop|portal|console)(\/|$)/.test(path);
  return isPage || weightOf("text/html", headers) > weightOf("application/", headers);
}

/** How much a type is wanted, 0 to 1 (RFC 9110, Accept); types stand for all that begin so. */
function weightOf(type: string, { accept = "" }: Reader["headers"]): number {
  const wanted = accept.split(",").filter((range) => range.trim().startsWith(type) && !range.includes("xml"));
  return Math.max(0, ...wanted.map((range) => Number(/;\s*q=([\d.]+)/.exec(range)?.[1] ?? 1)));
}
