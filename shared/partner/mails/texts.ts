import { textsIn, type TextsOf } from "../../policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** Texts of the mails about a partner's users and codes. */
export type PartnerMailTexts = TextsOf<Texts>;

/** Reads them. */
export const loadPartnerMailTexts = textsIn<Texts>(
  (lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }),
);
