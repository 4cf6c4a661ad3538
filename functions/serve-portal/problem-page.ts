import { html } from "../../shared/html/html.ts";
import { languagesAt } from "../../shared/pages/page.ts";
import { problemPages } from "../../shared/pages/problem-page.ts";
import { instantInWords } from "../../shared/policy/words.ts";
import { portalPath } from "./addresses.ts";
import { sessionHeaders } from "../../shared/pages/session-answers.ts";
import { loadPortalTexts } from "./texts.ts";

/** The portal's problem page. It links to the portal, because the address may belong to somebody else. */
export const showProblem = (operatorName: string) =>
  problemPages({ operatorName }, loadPortalTexts, ({ lang, toPartners }, { until, limit }) => ({
    languages: languagesAt("/portal"),
    onward: html`<p><a href="${portalPath("", { locale: lang })}">${toPartners}</a></p>`,
    headers: sessionHeaders,
    values: {
      until: typeof until === "string" ? instantInWords(until, lang) : "",
      limit: typeof limit === "number" ? String(limit) : "",
    },
  }));
