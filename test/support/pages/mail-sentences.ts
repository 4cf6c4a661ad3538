import { readFileSync } from "node:fs";
import type { Locale } from "../../../shared/policy/locales.ts";

/** Rooms whose mails have their texts in a file per language. */
export const roomsWithMailTexts = ["customer", "invitation", "partner", "relationship"] as const;

/** Every sentence of such a file, and its place in it. */
export function sentencesIn(
  room: (typeof roomsWithMailTexts)[number],
  locale: Locale,
): [place: string, sentence: string][] {
  const file = new URL(`../../../shared/${room}/mails/texts/${locale}.json`, import.meta.url);
  return sentencesOf(JSON.parse(readFileSync(file, "utf8")));
}

const sentencesOf = (value: unknown, place = ""): [place: string, sentence: string][] =>
  typeof value === "string"
    ? [[place, value]]
    : Object.entries(value as object).flatMap(([key, inner]) => sentencesOf(inner, `${place}/${key}`));
