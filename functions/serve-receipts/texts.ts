import { pageTexts } from "../../shared/pages/texts.ts";
import { loadReceiptTexts } from "../../shared/pages/receipt-texts.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { withCatalogue } from "../../shared/policy/permission-texts.ts";
import { textsIn } from "../../shared/policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** The texts of the pages of receipts in one language. */
export type VerifyTexts = Awaited<ReturnType<typeof loadVerifyTexts>>;

const loadSentences = textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }));

/** Loads them. */
export const loadVerifyTexts = pageTexts(
  withCatalogue(async (lang: Locale) => ({
    ...(await loadSentences(lang)),
    receipt: await loadReceiptTexts(lang),
  })),
);
