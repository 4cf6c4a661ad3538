import type english from "./texts/en.json";
import type { Locale, Localized } from "../../policy/locales.ts";
import { madeOnce } from "../../policy/made-once.ts";

/** What mails about a customer and its administrators say in one language; `{names}` are filled in by `say`. */
export type CustomerMailTexts = typeof english & { readonly lang: Locale };

const files: Localized<() => Promise<{ readonly default: typeof english }>> = {
  en: () => import("./texts/en.json", { with: { type: "json" } }),
  it: () => import("./texts/it.json", { with: { type: "json" } }),
  de: () => import("./texts/de.json", { with: { type: "json" } }),
  fr: () => import("./texts/fr.json", { with: { type: "json" } }),
  es: () => import("./texts/es.json", { with: { type: "json" } }),
};

/** Reads them. Every language has the shape of the English file. */
export const loadCustomerMailTexts: (lang: Locale) => Promise<CustomerMailTexts> = madeOnce(async (lang) => ({
  ...(await files[lang]()).default,
  lang,
}));
