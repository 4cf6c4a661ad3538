import type { HttpRequest } from "../../shared/http/request.ts";
import { acceptedLocale, defaultLocale, isLocale, type Locale } from "../../shared/policy/locales.ts";

/** The language that a reader chose, which every link and form of the portal carries on, else what the browser asks for. */
export function localeOf(request: HttpRequest | null): Locale {
  const chosen = request?.query["lang"];
  return isLocale(chosen) ? chosen : (acceptedLocale(request?.headers["accept-language"]) ?? defaultLocale);
}
