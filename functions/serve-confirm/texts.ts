import type { Html } from "../../shared/html/html.ts";
import { pageTexts } from "../../shared/pages/texts.ts";
import { withCatalogue } from "../../shared/policy/permission-texts.ts";
import { textsIn } from "../../shared/policy/texts-in.ts";
import type { Text } from "../../shared/message.ts";
import { say } from "../../shared/policy/words.ts";
import type { Texts } from "./texts/shape.ts";

/** The texts of the pages that confirm or stop something, in one language. */
export type ConfirmTexts = Awaited<ReturnType<typeof loadConfirmTexts>>;

/** Loads them. */
export const loadConfirmTexts = pageTexts(
  withCatalogue(textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }))),
);

/** The texts of the page of a genuine link. Without a button there is nothing to confirm. */
export interface ConfirmWords {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** What it is about, below the first paragraph. */
  readonly list?: Html;
  readonly button?: string;
  /** Text of the link to the portal, if that is the next step. */
  readonly portal?: string;
}

/** Fills in the texts of a page. A paragraph whose value is null is left out. */
export const filledIn = (
  {
    title,
    paragraphs,
    ...links
  }: Omit<ConfirmWords, "title" | "paragraphs"> & {
    readonly title: Text;
    readonly paragraphs: readonly Text[];
  },
  values: Readonly<Record<string, string | null>>,
): ConfirmWords => {
  const known = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
  const isKnown = (text: Text): boolean =>
    typeof text === "string" || !text.parts.some((part) => typeof part === "string" && values[part] === null);
  return { ...links, title: say(title, known), paragraphs: paragraphs.filter(isKnown).map((text) => say(text, known)) };
};
