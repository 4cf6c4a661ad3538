/** Languages that pages and mails may speak (BCP 47). */
export const locales = ["en", "it", "de", "fr", "es"] as const;
export type Locale = (typeof locales)[number];

/** The language of everything that has no text in the one asked for. */
export const defaultLocale = "en" satisfies Locale;

/** Something written in every language: one that is missing does not compile. */
export type Localized<Text> = Readonly<Record<Locale, Text>>;

/** Whether a value from outside names a language we know. */
export const isLocale = (value: unknown): value is Locale => locales.some((locale) => locale === value);

/** The text in a language. */
export const inLocale = <Text>(texts: Localized<Text>, locale: Locale): Text => texts[locale];

/**
 * The first language that we speak of those that a reader's browser asks for, the dearest first (RFC 9110,
 * Accept-Language); `null` for none.
 */
export function acceptedLocale(header: string | undefined): Locale | null {
  const wishes = (header ?? "")
    .slice(0, 500)
    .split(",")
    .map((range) => {
      const [tag = "", ...parameters] = range.trim().toLowerCase().split(";");
      const weight = parameters.map((text) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(text)?.[1]).find(Boolean);
      return { language: tag.split("-")[0], weight: Number(weight ?? 1) };
    });
  const dearest = wishes.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return dearest.map(({ language }) => language).find(isLocale) ?? null;
}
