import type { Locale } from "../policy/locales.ts";

/** The query parameters of an address. */
export interface Carried {
  readonly locale: Locale;
  /** The last action, which the page confirms. */
  readonly done?: string | undefined;
  readonly [name: string]: string | undefined;
}

/** A path in the reader's language. It may have a query of its own. */
export function inLanguage(path: string, { locale, ...carried }: Carried): string {
  const [page = "", own] = path.split("?");
  const query = new URLSearchParams(own);
  query.set("lang", locale);
  for (const [name, value] of Object.entries(carried)) if (value !== undefined) query.set(name, value);
  return `${page}?${query.toString()}`;
}
