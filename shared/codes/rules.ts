import type { Fault } from "../kernel/refusal.ts";

/** Digits that a code has: nobody guesses one of a hundred million in the tries there are. */
export const codeLength = 8;

const codeShape = new RegExp(`^[0-9]{${codeLength}}$`);

/**
 * The digits of a typed or pasted code: any script, with spaces, dashes or invisible characters. Null for anything
 * else.
 */
export function digitsOf(text: string): string | null {
  const bare = text.normalize("NFKC").replace(/[\s\p{Pd}\u2212\p{Cf}]/gu, "");
  const digits = bare.replace(/\p{Nd}/gu, decimalOf);
  return codeShape.test(digits) ? digits : null;
}

/** The digits of a script are consecutive in Unicode, starting with zero. */
function decimalOf(digit: string): string {
  const value = digit.codePointAt(0) ?? 0;
  let zero = value;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(value - zero);
}

/** A fault in the form of a code, which is found without using up a try; null if there is none. */
export function codeFault(given: string | null): Fault | null {
  if (given === null) return { pointer: "/code", message: "Enter the code from the mail.", code: "code-missing" };
  return digitsOf(given) === null
    ? { pointer: "/code", message: `The code has ${codeLength} digits.`, code: "code-malformed" }
    : null;
}
