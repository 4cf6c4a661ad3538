import { pageTexts } from "../../shared/pages/texts.ts";
import { withCatalogue } from "../../shared/policy/permission-texts.ts";
import { textsIn } from "../../shared/policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** Everything that a customer's pages say in one language. */
export type PageTexts = Awaited<ReturnType<typeof loadPageTexts>>;

/** Reads it. */
export const loadPageTexts = pageTexts(
  withCatalogue(textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }))),
);
