import { pageTexts } from "../../shared/pages/texts.ts";
import { loadReceiptTexts, type ReceiptTexts } from "../../shared/pages/receipt-texts.ts";
import { withCatalogue } from "../../shared/policy/permission-texts.ts";
import { textsIn } from "../../shared/policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** The texts of the portal in one language. */
export type PortalTexts = Awaited<ReturnType<typeof loadPortalTexts>>;

/** Loads them. */
export const loadPortalTexts = pageTexts(
  withCatalogue(textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }))),
);

/** Loads them with those of a receipt. */
export const withReceiptTexts = async (texts: PortalTexts): Promise<PortalTexts & { receipt: ReceiptTexts }> => ({
  ...texts,
  receipt: await loadReceiptTexts(texts.lang),
});
