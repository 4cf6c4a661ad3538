/** Languages that pages and mails may speak (BCP 47). */
export const locales = ["en", "it", "de", "fr", "es"] as const;
export type Locale = (typeof locales)[number];

/** The language of everything that has no text in the one asked for. */
export const defaultLocale = "en" satisfies Locale;

/** Something written in the default language and in as many others as have been translated. */
export type Localized<Text> = { readonly [defaultLocale]: Text } & { readonly [Other in Locale]?: Text };

/** Whether a value from outside names a language we know. */
export const isLocale = (value: unknown): value is Locale => locales.some((locale) => locale === value);

/** The text in `locale`, or in the default language while it is not translated. */
export const inLocale = <Text>(texts: Localized<Text>, locale: Locale): Text => texts[locale] ?? texts[defaultLocale];
