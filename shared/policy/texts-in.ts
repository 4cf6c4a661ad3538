import type { Locale, Localized } from "./locales.ts";
import { madeOnce } from "./made-once.ts";

/** What is said in one language; `{names}` are filled in by `say`. */
export type TextsOf<Sentences> = Sentences & { readonly lang: Locale };

/**
 * Reads texts in the one language that is wanted (decision 0009); once, for even a file that is imported already takes a
 * while to find.
 */
export const textsIn = <Sentences extends object>(
  files: Localized<() => Promise<{ readonly default: Sentences }>>,
): ((lang: Locale) => Promise<TextsOf<Sentences>>) =>
  madeOnce(async (lang) => ({ ...(await files[lang]()).default, lang }));
