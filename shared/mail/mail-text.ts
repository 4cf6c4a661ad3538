import { plainText } from "../http/plain-text.ts";

// What a mail program looks for when it makes links of bare text: dots (also those that IDNA reads as one),
// schemes and at-signs.
const linkJoints = /[.\u3002\uFF0E\uFF61](?=[\p{L}\p{N}])|:(?=[/\p{L}+])|[@\uFF20](?=\S)/gu;
const zeroWidthSpace = "\u200B";

/** The first `limit` characters (code points), the last of them an ellipsis when something was left out. */
export const shortened = (text: string, limit: number): string => {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join("")}…`;
};

/**
 * A mail header's text: one line, plain. An encoded word (RFC 2047) that was typed stays what was typed: a reader must
 * not decode into it what was refused in plain.
 */
export const headerLine = (text: string): string => plainText(text).replace(/\s+/g, " ").replaceAll("=?", "= ?").trim();

/** The same for what people read in it, at most 200 characters. */
export const headerSafe = (text: string): string => shortened(headerLine(text), 200);

/**
 * Plain text in which no mail program finds a link: an invisible space after each joint of an address breaks
 * the pattern they look for. A mail has one link to click, ours; a partner's text cannot add another.
 */
export const inertText = (text: string): string => plainText(text).replace(linkJoints, `$&${zeroWidthSpace}`);
