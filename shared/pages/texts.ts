import type { Locale } from "../policy/locales.ts";
import { madeOnce } from "../policy/made-once.ts";
import type texts from "./texts.json";

/** What the pages of all functions say alike, in one language. */
export type SharedTexts = (typeof texts)[Locale] & { readonly lang: Locale };

/** What the pages of one function say: its own sentences, and those of all pages where it has no other words. */
export type PageTextsOf<Own> = Own & SharedTexts;

/** Adds what all pages say to a function's own sentences. All languages are one file, for it is small. */
export const pageTexts = <Own extends object>(
  loadOwn: (lang: Locale) => Promise<Own>,
): ((lang: Locale) => Promise<PageTextsOf<Own>>) =>
  madeOnce(async (lang) => {
    const [{ default: texts }, own] = await Promise.all([
      import("./texts.json", { with: { type: "json" } }),
      loadOwn(lang),
    ]);
    const { problems }: { readonly problems?: object } = own;
    return { ...texts[lang], ...own, lang, problems: { ...texts[lang].problems, ...problems } };
  });
