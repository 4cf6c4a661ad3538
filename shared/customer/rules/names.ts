import type { Customer, PartnerCustomer } from "../model.ts";

type Known = Pick<PartnerCustomer, "alias" | "organization" | "domain" | "tags">;

/** Letters that have an accent or another case, but no decomposition in Unicode, as they are also written. */
const letters: Readonly<Record<string, string>> = { ß: "ss", ı: "i", ς: "σ", ł: "l", ø: "o", đ: "d", æ: "ae", œ: "oe" };

/** A name as it is sorted and searched: without case and accents. */
export const nameKey = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^ -~]/g, (letter) => letters[letter] ?? letter)
    .slice(0, 200)
    // No half of a letter at the end, which no key can have.
    .toWellFormed();

/** The name by which a partner knows a customer. */
export const shownName = (
  { alias, organization }: Pick<PartnerCustomer, "alias" | "organization">,
  { name }: Pick<Customer, "name">,
): string => alias ?? organization ?? name;

/** Maximum number of words by which one customer is found. */
const mostWords = 60;

/**
 * The words by which a partner finds a customer: its names as a whole, each of their words, and its mail domain, without those
 * that are the beginning of another.
 */
export function searchWords({ alias, organization, domain }: Known, { name }: Pick<Customer, "name">): string[] {
  const wholes = [alias, organization, name].flatMap((one) => (one === null ? [] : [nameKey(one).trim()]));
  const words = [...wholes, nameKey(domain), ...wholes.flatMap((whole) => whole.split(/[^\p{L}\p{N}]+/u))];
  const sorted = [...new Set(words.filter((word) => word !== ""))].sort();
  // In this order a word that is the beginning of another comes right before one that begins with it.
  return sorted.filter((word, at) => !sorted[at + 1]?.startsWith(word)).slice(0, mostWords);
}

/** Of the words by which a customer is found the first that begins with a text; undefined if none does. */
export const firstMatch = (words: readonly string[], text: string): string | undefined =>
  words.find((word) => word.startsWith(text));
