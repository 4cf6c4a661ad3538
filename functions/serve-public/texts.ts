import { pageTexts } from "../../shared/pages/texts.ts";
import { textsIn } from "../../shared/policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** The texts of public pages in one language. */
export type PublicTexts = Awaited<ReturnType<typeof loadPublicTexts>>;

const loadSentences = textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }));

/** Loads them. */
export const loadPublicTexts = pageTexts(async (lang) => {
  const { notFound, ...sentences } = await loadSentences(lang);
  return { ...sentences, problems: { "not-found": notFound, "method-not-allowed": notFound } };
});
