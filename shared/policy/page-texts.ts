import type { Locale, Localized } from "./locales.ts";
import { madeOnce } from "./made-once.ts";
import { loadPermissionTexts, type PermissionTexts } from "./permission-texts.ts";

/** What a function's pages say in one language: its own sentences, and what each permission allows. */
export type PageTextsOf<Sentences> = Sentences & { readonly lang: Locale; readonly catalogue: PermissionTexts };

/**
 * Reads what pages say, in the one language that is wanted (decision 0009); once, for even a file that is imported already
 * takes a while to find. The files are the function's own.
 */
export const pageTextsIn = <Sentences extends object>(
  files: Localized<() => Promise<{ readonly default: Sentences }>>,
): ((lang: Locale) => Promise<PageTextsOf<Sentences>>) =>
  madeOnce(async (lang) => {
    const [{ default: sentences }, catalogue] = await Promise.all([files[lang](), loadPermissionTexts(lang)]);
    return { ...sentences, lang, catalogue };
  });
