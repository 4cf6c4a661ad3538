import type { Locale } from "./locales.ts";
import type { Texts } from "./permission-texts/shape.ts";
import { findPermission } from "./permissions.ts";
import { textsIn, type TextsOf } from "./texts-in.ts";

/** The catalogue's texts in one language: each permission in a customer's own words. */
export type PermissionTexts = TextsOf<Texts>;

/** Reads them. */
export const loadPermissionTexts = /* @__PURE__ */ textsIn<Texts>(
  (lang) => import(`./permission-texts/${lang}.json`, { with: { type: "json" } }),
);

/** What a permission is called; one that is no longer kept, by its id. */
export function permissionName(id: string, texts: PermissionTexts): string {
  const entry = findPermission(id);
  return entry === undefined ? id : texts[entry.id].name;
}

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
