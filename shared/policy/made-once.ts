import type { Locale } from "./locales.ts";

/** Something for each locale, made when it is first wanted and kept for as long as the process lives. */
export function madeOnce<Made>(make: (locale: Locale) => Made): (locale: Locale) => Made {
  const made = new Map<Locale, Made>();
  return (locale) => {
    const known = made.get(locale) ?? make(locale);
    made.set(locale, known);
    return known;
  };
}
