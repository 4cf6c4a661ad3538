import type { Locale } from "./locales.ts";
import type { PermissionId } from "./permissions.ts";

/** A permission in a customer's own words. */
export interface PermissionText {
  /** One sentence that an administrator can judge without knowing the product. */
  readonly description: string;
  readonly allows: readonly string[];
  readonly allowsNot: readonly string[];
}

/** The catalogue's texts in one language. */
export type PermissionTexts = Readonly<Record<PermissionId, PermissionText>>;

const files: Readonly<Record<Locale, () => Promise<{ readonly default: PermissionTexts }>>> = {
  en: () => import("./permission-texts/en.json", { with: { type: "json" } }),
  it: () => import("./permission-texts/it.json", { with: { type: "json" } }),
  de: () => import("./permission-texts/de.json", { with: { type: "json" } }),
  fr: () => import("./permission-texts/fr.json", { with: { type: "json" } }),
  es: () => import("./permission-texts/es.json", { with: { type: "json" } }),
};

/** Reads the catalogue's texts in a language, when somebody wants them: four of five would only slow a cold start. */
export const loadPermissionTexts = async (locale: Locale): Promise<PermissionTexts> => (await files[locale]()).default;

/** Sentences of a page, and what each permission allows. */
export type WithCatalogue<Sentences> = Sentences & { readonly catalogue: PermissionTexts };

/** Adds what each permission allows to the sentences of a page. */
export const withCatalogue =
  <Sentences extends object>(
    load: (lang: Locale) => Promise<Sentences>,
  ): ((lang: Locale) => Promise<WithCatalogue<Sentences>>) =>
  async (lang) => {
    const [sentences, catalogue] = await Promise.all([load(lang), loadPermissionTexts(lang)]);
    return { ...sentences, catalogue };
  };
