// Unicode's Default_Ignorable_Code_Point: what programs are to draw as nothing, the fillers of Hangul, tags and the BOM
// among them. Marks that turn the direction are left for the check that refuses them: they are no accident of copying.
const unseen = /(?!\p{Bidi_Control})\p{Default_Ignorable_Code_Point}/u;
// Persian and the languages of India join and part letters by these two, emoji are put together by the first.
const joiner =
  /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]|(?!\p{sc=Latin}|\p{sc=Greek}|\p{sc=Cyrillic})[\p{L}\p{M}])[\u200C\u200D](?=[\p{L}\p{M}\p{Extended_Pictographic}])/u;
// Which form of the sign before it is meant: of a letter in a Japanese name, or of an emoji.
const variation = /(?<=[\p{sc=Han}\p{sc=Mongolian}\p{Extended_Pictographic}])\p{Variation_Selector}/u;
const ignorable = new RegExp(`${joiner.source}|${variation.source}|(${unseen.source})`, "gu");
// A blank Braille cell counts as a symbol, and is one of nothing.
const visible = /(?!\u2800)[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * Text without what nobody sees: it comes by copying from elsewhere, and makes two names differ that look the same. Empty
 * when nothing is left to see.
 */
export const seenText = (text: string): string => {
  const seen = text.replace(ignorable, (kept, dropped: string | undefined) => (dropped === undefined ? kept : ""));
  return visible.test(seen) ? seen : "";
};
