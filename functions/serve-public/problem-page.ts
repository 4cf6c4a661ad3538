import { problemAnswer, type Problem } from "../../shared/http/problems.ts";
import type { HttpAnswer } from "../../shared/http/request.ts";
import { problemPages } from "../../shared/pages/problem-page.ts";
import type { Reader } from "../../shared/pages/reader.ts";
import { loadPublicTexts } from "./texts.ts";

/** Shows problems as a page to people and as a problem document to programs. */
export const showProblem = (operatorName: string) => {
  const asPage = problemPages({ operatorName }, loadPublicTexts);
  return async (problem: Problem, reader: Reader): Promise<HttpAnswer> =>
    wantsPage(reader) ? asPage(problem, reader) : problemAnswer(problem);
};

/** Whether a person reads the answer: by the path of a page, or by the Accept header. */
function wantsPage({ path, headers }: Reader): boolean {
  if (path.startsWith("/v1/")) return false;
  const isPage = /^\/(i|u|r|confirm|stop|portal|console|verify)(\/|$)/.test(path);
  return isPage || weightOf("text/html", headers) > weightOf("application/", headers);
}

/** The weight of a type, 0 to 1 (RFC 9110, Accept). A prefix stands for all types that begin with it. */
function weightOf(type: string, { accept = "" }: Reader["headers"]): number {
  const wanted = accept.split(",").filter((range) => range.trim().startsWith(type) && !range.includes("xml"));
  return Math.max(0, ...wanted.map((range) => Number(/;\s*q=([\d.]+)/.exec(range)?.[1] ?? 1)));
}
