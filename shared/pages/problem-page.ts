import type { Problem } from "../http/problems.ts";
import type { HttpAnswer } from "../http/request.ts";
import type { Locale } from "../policy/locales.ts";
import type { Text } from "../message.ts";
import { say } from "../policy/words.ts";
import { pageAnswer } from "./answers.ts";
import { html, type Html } from "../html/html.ts";
import { page, type PageContent } from "./page.ts";
import { localeOf, type Reader } from "./reader.ts";
import type { SharedTexts } from "./texts.ts";

/** What a function's problem pages have beside what is the same on all. */
interface OnProblemPages extends Pick<PageContent, "languages"> {
  /** Where to go from here. */
  readonly onward?: Html;
  readonly headers?: HttpAnswer["headers"];
  /** What the texts name beside the operator. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A page for a problem that no form can correct. The reference is what support finds it by. */
export function problemPage(
  { status, type, instance }: Problem,
  { operatorName }: { readonly operatorName: string },
  texts: SharedTexts,
  { onward, languages, headers, values }: OnProblemPages = {},
): HttpAnswer {
  const problems: Readonly<Record<string, { readonly title: string; readonly text: Text } | undefined>> =
    texts.problems;
  const { title, text } = problems[type.replace("/problems/", "")] ?? texts.problems.other;
  const main = html`<p>${say(text, { operator: operatorName, ...values })}</p>
    ${onward}
    <p class="hint">${say(texts.reference, { reference: instance })}</p>`;
  return pageAnswer(status, page({ operatorName }, texts, { title, main, languages }), headers);
}

/** Shows problems as pages, in the reader's language. */
export const problemPages =
  <Texts extends SharedTexts>(
    setting: { readonly operatorName: string },
    loadTexts: (lang: Locale) => Promise<Texts>,
    onPages: (texts: Texts, problem: Problem) => OnProblemPages = () => ({}),
  ) =>
  async (problem: Problem, reader: Reader): Promise<HttpAnswer> => {
    const texts = await loadTexts(localeOf(reader));
    return problemPage(problem, setting, texts, onPages(texts, problem));
  };
