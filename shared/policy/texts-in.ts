import type { Locale } from "./locales.ts";
import { madeOnce } from "./made-once.ts";

/** What is said in one language, by `say` where values come in. */
export type TextsOf<Sentences> = Sentences & { readonly lang: Locale };

/**
 * Reads texts in the one language that is wanted (docs/decisions/0027-texts.md); once, for even a file that is imported
 * already takes a while to find. Every language has the shape of the English file, which a test holds.
 */
export const textsIn = <Sentences extends object>(
  read: (lang: Locale) => Promise<{ readonly default: unknown }>,
): ((lang: Locale) => Promise<TextsOf<Sentences>>) =>
  madeOnce(async (lang) => ({ ...((await read(lang)).default as Sentences), lang }));
