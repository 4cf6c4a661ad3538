import type { Locale, Localized } from "./locales.ts";
import { madeOnce } from "./made-once.ts";
import { loadPermissionTexts, type PermissionTexts } from "./permission-texts.ts";
import { textsIn, type TextsOf } from "./texts-in.ts";

/** What a function's pages say in one language: its own sentences, and what each permission allows. */
export type PageTextsOf<Sentences> = TextsOf<Sentences> & { readonly catalogue: PermissionTexts };

/** Reads what pages say, in the one language that is wanted. The files are the function's own. */
export const pageTextsIn = <Sentences extends object>(
  files: Localized<() => Promise<{ readonly default: Sentences }>>,
): ((lang: Locale) => Promise<PageTextsOf<Sentences>>) => {
  const load = textsIn(files);
  return madeOnce(async (lang) => {
    const [sentences, catalogue] = await Promise.all([load(lang), loadPermissionTexts(lang)]);
    return { ...sentences, catalogue };
  });
};
