import { textsIn, type TextsOf } from "../../policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** What mails about a partner's own users and codes say in one language. */
export type PartnerMailTexts = TextsOf<Texts>;

/** Reads them. */
export const loadPartnerMailTexts = textsIn<Texts>(
  (lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }),
);
