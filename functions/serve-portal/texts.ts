import type english from "./texts/en.json";
import type { Locale } from "../../shared/policy/locales.ts";
import { loadPermissionTexts, type PermissionTexts } from "../../shared/policy/permission-texts.ts";

/** The sentences of the portal; English is the shape that every language has. `{names}` are filled in by `say`. */
type Sentences = typeof english;

/** Everything that the portal says in one language. */
export interface PortalTexts extends Sentences {
  readonly lang: Locale;
  /** What each permission allows. */
  readonly catalogue: PermissionTexts;
}

const files: Readonly<Record<Locale, () => Promise<{ readonly default: Sentences }>>> = {
  en: () => import("./texts/en.json", { with: { type: "json" } }),
  it: () => import("./texts/it.json", { with: { type: "json" } }),
  de: () => import("./texts/de.json", { with: { type: "json" } }),
  fr: () => import("./texts/fr.json", { with: { type: "json" } }),
  es: () => import("./texts/es.json", { with: { type: "json" } }),
};

/** Reads what the portal says, in the one language that is wanted. */
export async function loadPortalTexts(lang: Locale): Promise<PortalTexts> {
  const [{ default: sentences }, catalogue] = await Promise.all([files[lang](), loadPermissionTexts(lang)]);
  return { ...sentences, lang, catalogue };
}
