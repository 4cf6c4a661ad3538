import { textsIn, type TextsOf } from "../policy/texts-in.ts";
import type { Texts } from "./receipt-texts/shape.ts";

/** The texts of a receipt in one language. */
export type ReceiptTexts = TextsOf<Texts>;

/** Loads them. */
export const loadReceiptTexts = textsIn<Texts>(
  (lang) => import(`./receipt-texts/${lang}.json`, { with: { type: "json" } }),
);
