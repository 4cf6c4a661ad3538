import { environmentNames, locales } from "../names.ts";

export { locales };
export type Locale = (typeof locales)[number];

const named: readonly string[] = process.env[environmentNames.locales]?.split(",") ?? locales;

/**
 * The languages of this deployment, read once where a function starts; all that there are where nothing is deployed.
 * Inputs and stored values are checked against them, because a deployment may later offer fewer.
 */
export const offeredLocales: readonly Locale[] = named.map((name) => {
  const known = locales.find((locale) => locale === name);
  if (known === undefined) throw new Error(`There are no texts in the language "${name}".`);
  return known;
});

/** Whether a value from outside names a language that is offered. */
export const isOffered = (value: unknown): value is Locale => offeredLocales.some((locale) => locale === value);

/** The first of these languages that is offered; where none is, the deployment's first. */
export const spokenLocale = (...creations: readonly unknown[]): Locale =>
  [...creations, ...offeredLocales].find(isOffered) ?? locales[0];

/**
 * The first language that is offered of those that a reader's browser asks for, the dearest first (RFC 9110,
 * Accept-Language); `null` for none.
 */
export function acceptedLocale(headers: Readonly<Record<string, string>>): Locale | null {
  const creations = (headers["accept-language"] ?? "")
    .slice(0, 500)
    .split(",")
    .map((range) => {
      const [tag = "", ...parameters] = range.trim().toLowerCase().split(";");
      const weight = parameters.map((text) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(text)?.[1]).find(Boolean);
      return { language: tag.split("-")[0], weight: Number(weight ?? 1) };
    });
  const dearest = creations.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return dearest.map(({ language }) => language).find(isOffered) ?? null;
}
