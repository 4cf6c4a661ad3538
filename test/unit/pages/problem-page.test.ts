import { load } from "cheerio";
import { describe, expect, test } from "vitest";
import { compileMessage } from "../../../infra/build/messages.ts";
import { internalProblem, problemOf, type Problem } from "../../../shared/http/problems.ts";
import { Refusal } from "../../../shared/kernel/refusal.ts";
import { html } from "../../../shared/html/html.ts";
import { problemPages } from "../../../shared/pages/problem-page.ts";
import { pageTexts } from "../../../shared/pages/texts.ts";
import { locales } from "../../../shared/policy/locales.ts";

const loadTexts = pageTexts(async (lang) => ({
  lang,
  problems: { "cool-off": { title: "Too early", text: compileMessage("{operator} says: not before {until}.", lang) } },
}));
const show = problemPages({ operatorName: "Fabrikam" }, loadTexts);
const aReader = (query = {}) => ({ path: "/i/x", query, headers: {} });

describe("a problem on a page", () => {
  test.each(locales)("is shown in the reader's language, with its reference: %s", async (lang) => {
    const { status, body } = await show(internalProblem("c-1"), aReader({ lang }));
    const $ = load(String(body));
    const texts = await loadTexts(lang);
    expect([status, $("html").attr("lang"), $("h1").text()]).toEqual([500, lang, texts.problems.internal.title]);
    expect($("main").text()).toContain("urn:rapport:request:c-1");
  });

  test("has the function's own words where there are some, with what the problem carries", async () => {
    const refusal = new Refusal("cool-off", "Wait.", { until: "1 March" });
    const values = (problem: Problem) => ({ values: { until: String(problem["until"]) } });
    const saying = problemPages({ operatorName: "Fabrikam" }, loadTexts, (_, problem) => values(problem));
    const { status, body } = await saying(problemOf(refusal, "c-1"), aReader());
    expect([status, load(String(body))("main p").first().text()]).toEqual([409, "Fabrikam says: not before 1 March."]);
  });

  test("of a kind without its own text has a general one", async () => {
    const { body } = await show(problemOf(new Refusal("quota", "Full."), "c-1"), aReader());
    expect(load(String(body))("h1").text()).toBe((await loadTexts("en")).problems.other.title);
  });

  test("has the function's link to go on", async () => {
    const onward = html`<p><a href="/portal">Home</a></p>`;
    const leading = problemPages({ operatorName: "Fabrikam" }, loadTexts, () => ({ onward }));
    expect(load(String((await leading(internalProblem("c-1"), aReader())).body))("main a").attr("href")).toBe(
      "/portal",
    );
  });
});
