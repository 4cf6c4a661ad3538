import { linkPlaceholder } from "../../terms/rules.ts";
import { plainText } from "../../html/plain-text.ts";
import type { Message } from "../../terms/model.ts";

/** A message in which places and values are told apart: whatever a name says, it is never taken for a place. */
export interface Wording {
  readonly subject: string;
  /** The text in pieces; the personal link stands between each two. */
  readonly parts: readonly string[];
}

/** A partner's own words, cut at the places for the link. Throws when they have none. */
export function wordingOf({ subject, text }: Message): Wording {
  const parts = plainText(text).split(linkPlaceholder);
  if (parts.length < 2) throw new Error(`The message has no ${linkPlaceholder}`);
  return { subject, parts };
}
