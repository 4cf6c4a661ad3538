// Control characters but tab and line ends; they have no place in text and end a header early.
const controls = /[^\P{Cc}\t\n]/gu;
// Marks that turn the direction of what follows, so that text reads differently from what it says; and the BOM.
const directions = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;
const lineEnds = /\r\n?|[\u0085\u2028\u2029]/g;

/** Text from outside with only `\n` as line end, and without control characters and direction marks. */
export const plainText = (text: string): string =>
  text.toWellFormed().replace(lineEnds, "\n").replace(controls, "").replace(directions, "");
