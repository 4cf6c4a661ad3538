import type english from "./texts/en.json";
import { textsIn, type TextsOf } from "../../policy/texts-in.ts";

/** What mails about a partner's own users and codes say in one language. */
export type PartnerMailTexts = TextsOf<typeof english>;

/** Reads them. Every language has the shape of the English file. */
export const loadPartnerMailTexts: (lang: PartnerMailTexts["lang"]) => Promise<PartnerMailTexts> = textsIn({
  en: () => import("./texts/en.json", { with: { type: "json" } }),
  it: () => import("./texts/it.json", { with: { type: "json" } }),
  de: () => import("./texts/de.json", { with: { type: "json" } }),
  fr: () => import("./texts/fr.json", { with: { type: "json" } }),
  es: () => import("./texts/es.json", { with: { type: "json" } }),
});
