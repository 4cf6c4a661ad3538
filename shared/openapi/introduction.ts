/** The text of an `about.json`: what the document is about, and a paragraph for each topic. */
export const introduction = (about: {
  readonly description: string;
  readonly topics: Readonly<Record<string, string>>;
}): string =>
  [about.description, ...Object.entries(about.topics).map(([topic, text]) => `**${topic}.** ${text}`)].join("\n\n");
