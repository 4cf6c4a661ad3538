import { pageTexts, type PageTextsOf } from "../pages/texts.ts";
import type { Locale } from "../policy/locales.ts";
import { textsIn, type TextsOf } from "../policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** What all pages of the console say, in one language. */
export type ConsoleTexts = PageTextsOf<TextsOf<{ readonly console: Texts }>>;

const loadConsole = textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }));

/** Adds what all pages of the console say to a function's own sentences. */
export const consoleTexts = <Own extends object>(
  loadOwn: (lang: Locale) => Promise<Own>,
): ((lang: Locale) => Promise<Own & ConsoleTexts>) =>
  pageTexts(async (lang) => {
    const [common, own] = await Promise.all([loadConsole(lang), loadOwn(lang)]);
    return { ...own, lang, console: common, problems: common.problems };
  });
