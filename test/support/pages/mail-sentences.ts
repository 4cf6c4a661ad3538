import { readFileSync } from "node:fs";
import type { Locale } from "../../../shared/policy/locales.ts";

/** Folders of `shared/mail` whose texts lie in a file per language. */
export const mailTextFolders = ["customers", "notices", "partners", "relationships"] as const;

/** Every sentence of such a file, and its place in it. */
export function sentencesIn(
  folder: (typeof mailTextFolders)[number],
  locale: Locale,
): [place: string, sentence: string][] {
  const file = new URL(`../../../shared/mail/${folder}/texts/${locale}.json`, import.meta.url);
  return sentencesOf(JSON.parse(readFileSync(file, "utf8")));
}

const sentencesOf = (value: unknown, place = ""): [place: string, sentence: string][] =>
  typeof value === "string"
    ? [[place, value]]
    : Object.entries(value as object).flatMap(([key, inner]) => sentencesOf(inner, `${place}/${key}`));
