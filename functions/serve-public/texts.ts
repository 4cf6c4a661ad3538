import { pageTexts } from "../../shared/pages/texts.ts";

/** Everything that public pages say in one language. They are seldom asked for: their sentences are no part of the bundle. */
export type PublicTexts = Awaited<ReturnType<typeof loadPublicTexts>>;

/** Reads it. */
export const loadPublicTexts = pageTexts(async (lang) => {
  const { default: texts } = await import("./texts.json", { with: { type: "json" } });
  const { notFound, ...sentences } = texts[lang];
  return { ...sentences, problems: { "not-found": notFound, "method-not-allowed": notFound } };
});
