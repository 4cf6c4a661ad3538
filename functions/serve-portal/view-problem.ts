import { html } from "../../shared/pages/html.ts";
import type { Problem } from "../../shared/http/problems.ts";
import type { HttpAnswer, HttpRequest } from "../../shared/http/request.ts";
import { instantInWords, say } from "../../shared/policy/words.ts";
import { portalPath } from "./addresses.ts";
import { pageAnswer } from "./answers.ts";
import { localeOf } from "./reader.ts";
import { loadPortalTexts } from "./texts.ts";
import { plainPage } from "./view-frame.ts";

/** A problem that no form can mend, as a page. The reference is what support finds it by. */
export const showProblem =
  (operatorName: string) =>
  async ({ status, type, instance, until, limit }: Problem, request: HttpRequest | null): Promise<HttpAnswer> => {
    const locale = localeOf(request);
    const texts = await loadPortalTexts(locale);
    const { problems } = texts;
    const told = problems[type.replace("/problems/", "") as keyof typeof problems] ?? problems.other;
    const { title, text } = typeof told === "string" ? problems.other : told;
    const values = {
      until: typeof until === "string" ? instantInWords(until, locale) : "",
      limit: typeof limit === "number" ? String(limit) : "",
    };
    const main = html`<p>${say(text, values)}</p>
      <p><a href="${portalPath("", { locale })}">${problems.home}</a></p>
      <p class="hint">${say(problems.reference, { reference: instance })}</p>`;
    // The address may name what is not the reader's, so the other languages begin at the portal.
    return pageAnswer(plainPage({ locale, operatorName, path: "/portal" }, texts, { title, main }), status);
  };
