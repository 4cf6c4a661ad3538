import type { HttpRequest } from "../http/request.ts";
import { acceptedLocale, isOffered, spokenLocale, type Locale } from "../policy/locales.ts";

/** A request as far as it says who reads the answer. */
export type Reader = Pick<HttpRequest, "path" | "query" | "headers">;

/** The language that a reader chose on a page, or with which the link of a mail comes; null for none. */
export const chosenLocale = ({ query }: Pick<Reader, "query">): Locale | null =>
  isOffered(query["lang"]) ? query["lang"] : null;

/** The language of a page: the reader's own choice, else what is known of the reader, else what the browser asks for. */
export const localeOf = ({ query, headers }: Pick<Reader, "query" | "headers">, known: string | null = null): Locale =>
  spokenLocale(query["lang"], known, acceptedLocale(headers));
