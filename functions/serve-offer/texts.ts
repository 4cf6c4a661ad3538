import { pageTexts } from "../../shared/pages/texts.ts";
import { withCatalogue } from "../../shared/policy/permission-texts.ts";
import { textsIn } from "../../shared/policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** The texts of a customer's pages in one language. */
export type PageTexts = Awaited<ReturnType<typeof loadPageTexts>>;

/** Loads them. */
export const loadPageTexts = pageTexts(
  withCatalogue(textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }))),
);
