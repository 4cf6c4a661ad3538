import type { HttpRequest } from "../../shared/http/request.ts";
import { acceptedLocale, spokenLocale, type Locale } from "../../shared/policy/locales.ts";

/**
 * The language that a reader chose, which every link and form of the portal carries on; else the one that is known of who
 * is signed in, else what the browser asks for.
 */
export function localeOf(request: HttpRequest | null, known: string | null = null): Locale {
  return spokenLocale(request?.query["lang"], known, acceptedLocale(request?.headers["accept-language"]));
}
