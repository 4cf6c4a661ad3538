import type { HttpRequest } from "../../shared/http/request.ts";
import { acceptedLocale, spokenLocale } from "../../shared/policy/locales.ts";
import type { PublicReader } from "./view.ts";

/** In the language that the reader chose on the page, else in what the browser asks for. */
export function readerOf({ query, headers }: HttpRequest, operatorName: string): PublicReader {
  return { lang: spokenLocale(query["lang"], acceptedLocale(headers["accept-language"])), operatorName };
}

/** Whether a person reads the answer: by the address, which no program asks for, or by what the browser would rather have. */
export function wantsPage({ path, headers }: HttpRequest): boolean {
  if (path.startsWith("/v1/")) return false;
  return /^\/(i|u|portal)(\/|$)/.test(path) || weightOf("text/html", headers) > weightOf("application/", headers);
}

/** Whether the answer is wanted in gzip (RFC 9110, Accept-Encoding): it is named, with full weight. */
export const takesGzip = ({ headers }: HttpRequest): boolean =>
  /\bgzip\b(?! *; *q=0)/i.test(headers["accept-encoding"] ?? "");

/** How much a type is wanted, 0 to 1 (RFC 9110, Accept); types stand for all that begin so. */
function weightOf(type: string, { accept = "" }: HttpRequest["headers"]): number {
  const wanted = accept.split(",").filter((range) => range.trim().startsWith(type) && !range.includes("xml"));
  return Math.max(0, ...wanted.map((range) => Number(/;\s*q=([\d.]+)/.exec(range)?.[1] ?? 1)));
}
