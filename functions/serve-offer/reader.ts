import type { HttpRequest } from "../../shared/http/request.ts";
import { acceptedLocale, isOffered, spokenLocale, type Locale } from "../../shared/policy/locales.ts";

/** The language that a reader chose on the page; `null` for none. */
export function chosenLocale(request: HttpRequest | null): Locale | null {
  const chosen = request?.query["lang"];
  return isOffered(chosen) ? chosen : null;
}

/** The reader's own choice on the page, else the language the invitation was sent in, else what the browser asks for. */
export function localeOf(request: HttpRequest | null, recipient: string | null): Locale {
  return spokenLocale(request?.query["lang"], recipient, acceptedLocale(request?.headers["accept-language"]));
}
