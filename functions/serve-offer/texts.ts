import type english from "./texts/en.json";
import { pageTexts, type PageTextsOf } from "../../shared/pages/texts.ts";
import { withCatalogue, type WithCatalogue } from "../../shared/policy/permission-texts.ts";
import { textsIn, type TextsOf } from "../../shared/policy/texts-in.ts";

/** Everything that a customer's pages say in one language; English is the shape that every language has. `{names}` are filled in by `say`. */
export type PageTexts = PageTextsOf<WithCatalogue<TextsOf<typeof english>>>;

/** Reads them. */
export const loadPageTexts: (lang: PageTexts["lang"]) => Promise<PageTexts> = pageTexts(
  withCatalogue(
    textsIn({
      en: () => import("./texts/en.json", { with: { type: "json" } }),
      it: () => import("./texts/it.json", { with: { type: "json" } }),
      de: () => import("./texts/de.json", { with: { type: "json" } }),
      fr: () => import("./texts/fr.json", { with: { type: "json" } }),
      es: () => import("./texts/es.json", { with: { type: "json" } }),
    }),
  ),
);
