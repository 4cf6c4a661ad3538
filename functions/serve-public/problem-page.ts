import { problemAnswer, type Problem } from "../../shared/http/problems.ts";
import type { HttpAnswer } from "../../shared/http/request.ts";
import { problemPages } from "../../shared/pages/problem-page.ts";
import type { Reader } from "../../shared/pages/reader.ts";
import { wantsPage } from "./reader.ts";
import { loadPublicTexts } from "./texts.ts";

/** How what anybody may read shows problems: to people as a page, to programs as a document. */
export const showProblem = (operatorName: string) => {
  const asPage = problemPages({ operatorName }, loadPublicTexts);
  return async (problem: Problem, reader: Reader): Promise<HttpAnswer> =>
    wantsPage(reader) ? asPage(problem, reader) : problemAnswer(problem);
};
