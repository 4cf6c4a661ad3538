import { locales, type Locale } from "../../../shared/policy/locales.ts";

/** What a loader reads, in every language. */
export const inEveryLanguage = async <Texts>(
  load: (lang: Locale) => Promise<Texts>,
): Promise<Readonly<Record<Locale, Texts>>> =>
  Object.fromEntries(await Promise.all(locales.map(async (lang) => [lang, await load(lang)]))) as Record<Locale, Texts>;
