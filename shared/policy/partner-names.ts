import { createHash } from "node:crypto";
import { claims, claimSigns, vendorNames } from "./reserved-names.ts";

let prototypes: Promise<ReadonlyMap<string, string>> | null = null;

/** Characters of names, each with what it looks like (UTS 39): read when a name is first judged, not at every cold start. */
const readPrototypes = (): Promise<ReadonlyMap<string, string>> =>
  (prototypes ??= import("./confusables.json", { with: { type: "json" } }).then(
    ({ default: list }) =>
      new Map(Object.entries(list).flatMap(([prototype, sources]) => [...sources].map((one) => [one, prototype]))),
  ));

/** What a reader may take a text for: as it is written, and in small letters, for these may look like others than capitals do. */
async function looksOf(text: string): Promise<readonly string[]> {
  const known = await readPrototypes();
  const skeleton = (form: string): string =>
    Array.from(form.normalize("NFKD"), (sign) => known.get(sign) ?? sign)
      .join("")
      .normalize("NFKD")
      .toLowerCase()
      .replace(/\p{M}/gu, "");
  return [skeleton(text), skeleton(text.normalize("NFKC").toLowerCase())];
}

const wordsOf = (look: string): readonly string[] => look.match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * The form of a name that is used in keys. Two names with the same form can be confused, despite different case, script,
 * marks, blanks and punctuation.
 */
export async function nameKeys(name: string): Promise<string[]> {
  const wholes = (await looksOf(name)).map((look) => wordsOf(look).join(""));
  return [...new Set(wholes)].map((whole) => createHash("sha256").update(whole).digest("base64url"));
}

/** What readers take for each other beyond Unicode's list: a small L, a one and a bar, which are one there, for an I. */
const withoutBars = (look: string): string => look.replaceAll("l", "i");

/** Why a partner may not take a name by itself; null where it may, as far as the name alone tells. */
export async function nameNeedsOperator(name: string): Promise<"claim" | "vendor" | "script" | null> {
  const looks = await looksOf(name);
  const holds = async (others: readonly string[]): Promise<boolean> => {
    const wanted = await Promise.all(others.map(looksOf));
    // The same look of both: a word in capitals is compared as it looks in capitals.
    return wanted.some((other) =>
      looks.some((look, at) => hasWords(wordsOf(withoutBars(look)), wordsOf(withoutBars(other[at] ?? "")).join(""))),
    );
  };
  if (claimSigns.test(name) || (await holds(claims))) return "claim";
  if (await holds(vendorNames)) return "vendor";
  return looksLatin(name, looks[0] ?? "") ? "script" : null;
}

/** Whether words that follow each other are another name, however it is parted. */
const hasWords = (words: readonly string[], whole: string): boolean =>
  words.some((_, first) => words.some((__, last) => words.slice(first, last + 1).join("") === whole));

/** A name in another script of which every letter looks like a Latin one (UTS 39, whole-script confusables). */
function looksLatin(name: string, look: string): boolean {
  const letters = name.normalize("NFKD").match(/\p{L}/gu) ?? [];
  return letters.length > 1 && !/\p{Script=Latin}/u.test(letters.join("")) && /^\P{L}*(?:[a-z]\P{L}*)+$/u.test(look);
}
