import { withCatalogue, type WithCatalogue } from "../../policy/permission-texts.ts";
import { textsIn, type TextsOf } from "../../policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** Texts of the mails about a customer. */
export type CustomerMailTexts = WithCatalogue<TextsOf<Texts>>;

/** Reads them. */
export const loadCustomerMailTexts = withCatalogue(
  textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } })),
);
