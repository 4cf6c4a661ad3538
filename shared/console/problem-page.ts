import { html } from "../html/html.ts";
import { languagesAt } from "../pages/page.ts";
import { problemPages } from "../pages/problem-page.ts";
import { sessionHeaders } from "../pages/session-answers.ts";
import { consolePath } from "./addresses.ts";
import { consoleTexts } from "./texts.ts";

const loadTexts = consoleTexts(async () => ({}));

/** The console's problem page. It links to the console. */
export const showProblem = (operatorName: string) =>
  problemPages({ operatorName }, loadTexts, ({ lang, console: { toConsole } }) => ({
    languages: languagesAt("/console"),
    onward: html`<p><a href="${consolePath("", { locale: lang })}">${toConsole}</a></p>`,
    headers: sessionHeaders,
  }));
