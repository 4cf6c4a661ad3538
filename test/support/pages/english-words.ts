/** Words that hardly an English sentence does without, and that none of our other languages has. */
const english =
  /(?<![\p{L}-])(the|this|these|that|they|them|their|you|your|and|with|are|will|not|from|what|who|which)(?![\p{L}-])/giu;

/** The English words in what a reader sees of some markup, without what it says itself is English. */
export const englishWordsIn = (markup: string): string[] =>
  markup
    .replace(/<(?!html)(\w+)\b[^>]* lang="en"[^>]*>.*?<\/\1\s*>/gs, "")
    .replace(/<(style|script|title)\b.*?<\/\1>/gs, "")
    .replace(/<[^>]*>/g, " ")
    .match(english) ?? [];
