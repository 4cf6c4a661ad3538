import { pageTexts, type PageTextsOf } from "../../shared/pages/texts.ts";
import { textsIn, type TextsOf } from "../../shared/policy/texts-in.ts";
import { say } from "../../shared/policy/words.ts";
import type english from "./texts/en.json";

/** The sentences of the pages on which a mailbox confirms or stops something, in one language. */
export type ConfirmTexts = PageTextsOf<TextsOf<typeof english>>;

/** Reads them. Every language has the shape of the English file. */
export const loadConfirmTexts: (lang: ConfirmTexts["lang"]) => Promise<ConfirmTexts> = pageTexts(
  textsIn({
    en: () => import("./texts/en.json", { with: { type: "json" } }),
    de: () => import("./texts/de.json", { with: { type: "json" } }),
    it: () => import("./texts/it.json", { with: { type: "json" } }),
    fr: () => import("./texts/fr.json", { with: { type: "json" } }),
    es: () => import("./texts/es.json", { with: { type: "json" } }),
  }),
);

/** What a page about a genuine link says; without a button there is nothing to confirm. */
export interface ConfirmWords {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly button?: string;
  /** Words of the link to the customers' portal, where that is the next step. */
  readonly portal?: string;
}

/** Fills in what a page says. A paragraph that names a value which is null is left out. */
export const filledIn = (
  { title, paragraphs, ...links }: ConfirmWords,
  values: Readonly<Record<string, string | null>>,
): ConfirmWords => {
  const known = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
  const isMissing = (name: string): boolean => values[name] === null;
  const told = paragraphs.filter((text) => ![...text.matchAll(/\{(\w+)\}/g)].some(([, name = ""]) => isMissing(name)));
  return { ...links, title: say(title, known), paragraphs: told.map((text) => say(text, known)) };
};
