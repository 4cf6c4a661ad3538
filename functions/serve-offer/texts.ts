import type english from "./texts/en.json";
import { pageTextsIn, type PageTextsOf } from "../../shared/policy/page-texts.ts";

/** Everything that a customer's pages say in one language; English is the shape that every language has. `{names}` are filled in by `say`. */
export type PageTexts = PageTextsOf<typeof english>;

/** Reads them. */
export const loadPageTexts: (lang: PageTexts["lang"]) => Promise<PageTexts> = pageTextsIn({
  en: () => import("./texts/en.json", { with: { type: "json" } }),
  it: () => import("./texts/it.json", { with: { type: "json" } }),
  de: () => import("./texts/de.json", { with: { type: "json" } }),
  fr: () => import("./texts/fr.json", { with: { type: "json" } }),
  es: () => import("./texts/es.json", { with: { type: "json" } }),
});
