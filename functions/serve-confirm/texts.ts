import { pageTexts } from "../../shared/pages/texts.ts";
import { textsIn } from "../../shared/policy/texts-in.ts";
import type { Text } from "../../shared/message.ts";
import { say } from "../../shared/policy/words.ts";
import type { Texts } from "./texts/shape.ts";

/** Everything that the pages say on which a mailbox confirms or stops something, in one language. */
export type ConfirmTexts = Awaited<ReturnType<typeof loadConfirmTexts>>;

/** Reads it. */
export const loadConfirmTexts = pageTexts(
  textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } })),
);

/** What a page about a genuine link says; without a button there is nothing to confirm. */
export interface ConfirmWords {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly button?: string;
  /** Words of the link to the customers' portal, where that is the next step. */
  readonly portal?: string;
}

/** Fills in what a page says. A paragraph with a value that is null is left out. */
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
