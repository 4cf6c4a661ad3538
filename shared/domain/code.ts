import type { Fault } from "./refusal.ts";

/** The six digits that somebody typed or pasted, in whatever form a keyboard or a mail wrote them; null where they are none. */
export function digitsOf(text: string): string | null {
  const digits = text.normalize("NFKC").replace(/[\s\p{Pd}]/gu, "");
  return /^\d{6}$/.test(digits) ? digits : null;
}

/** What is wrong with a code before it is compared with the mailed one, which costs a try; null where nothing is. */
export function codeFault(given: string | null): Fault | null {
  if (given === null) return { pointer: "/code", message: "The code from the mail is needed.", code: "code-missing" };
  return digitsOf(given) === null
    ? { pointer: "/code", message: "The code has six digits.", code: "code-malformed" }
    : null;
}
