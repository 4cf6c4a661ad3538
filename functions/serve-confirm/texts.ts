import type { Locale, Localized } from "../../shared/policy/locales.ts";
import { englishConfirmTexts } from "./texts.en.ts";
import { frenchConfirmTexts } from "./texts.fr.ts";
import { germanConfirmTexts } from "./texts.de.ts";
import { italianConfirmTexts } from "./texts.it.ts";
import { spanishConfirmTexts } from "./texts.es.ts";

/** What a page about a genuine link says; without a button there is nothing to confirm. */
export interface ConfirmWords {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly button?: string;
}

/** Who wants to send notices, and to which address. */
export interface NotificationNames {
  readonly partner: string;
  readonly address: string;
}

/** The sentences of the page on which an address is confirmed, in one language. */
export interface ConfirmTexts {
  readonly lang: Locale;
  readonly skip: string;
  readonly languages: string;
  /** An address that a partner named for its notices. */
  readonly notifications: Readonly<
    Record<"waiting" | "confirmed" | "ended", (names: NotificationNames) => ConfirmWords>
  >;
  readonly unknown: { readonly title: string; readonly text: string };
}

/** Those texts by language. */
export const confirmTexts: Localized<ConfirmTexts> = {
  en: englishConfirmTexts,
  it: italianConfirmTexts,
  de: germanConfirmTexts,
  fr: frenchConfirmTexts,
  es: spanishConfirmTexts,
};
