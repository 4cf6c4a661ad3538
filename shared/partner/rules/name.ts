import { foldings } from "./look-alikes.ts";
import { faultRefusal } from "../../kernel/refusal.ts";

/** The name of the system on pages and in mails. */
const productName = "Rapport";

/** Refuses a name that impersonates the operator or the product, and words that mix scripts (UTS 39). */
export function assertOwnName(displayName: string | undefined, operatorName: string): void {
  const message = displayName === undefined ? null : faultOf(displayName, operatorName);
  if (message !== null) throw faultRefusal("validation", { pointer: "/displayName", code: "name-deceptive", message });
}

function faultOf(name: string, operatorName: string): string | null {
  if (wordsOf(name).some(isMixed)) return "A word must not mix Latin letters with Cyrillic or Greek ones.";
  if (holds(name, operatorName)) return "The name must not contain the operator's name.";
  return equals(name, productName) ? "The name must not be the product's name." : null;
}

const isMixed = (word: string): boolean =>
  /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word);

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Spaces and punctuation are ignored. */
const wholeOf = (name: string): string => wordsOf(name).join("");

const equals = (name: string, other: string): boolean =>
  foldings.some((folded) => wholeOf(folded(name)) === wholeOf(folded(other)));

/** Whether consecutive words of a name are another name. */
const holds = (name: string, other: string): boolean =>
  foldings.some((folded) => {
    const whole = wholeOf(folded(other));
    const words = wordsOf(folded(name));
    const isIt = (first: number, last: number): boolean => words.slice(first, last + 1).join("") === whole;
    return whole !== "" && words.some((_, first) => words.some((__, last) => isIt(first, last)));
  });
