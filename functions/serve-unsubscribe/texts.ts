import type { Locale, Localized } from "../../shared/policy/locales.ts";
import { englishUnsubscribeTexts } from "./texts.en.ts";
import { frenchUnsubscribeTexts } from "./texts.fr.ts";
import { germanUnsubscribeTexts } from "./texts.de.ts";
import { italianUnsubscribeTexts } from "./texts.it.ts";
import { spanishUnsubscribeTexts } from "./texts.es.ts";

/** The sentences of the page on which reminders are stopped, in one language. */
export interface UnsubscribeTexts {
  readonly lang: Locale;
  readonly skip: string;
  readonly languages: string;
  /** By what is stopped already. */
  readonly title: {
    readonly none: (partner: string) => string;
    readonly partner: (partner: string) => string;
    readonly all: string;
  };
  readonly none: (partner: string) => string;
  readonly stopped: { readonly partner: (partner: string) => string; readonly all: string };
  readonly stillSent: string;
  readonly stop: (partner: string) => string;
  readonly stopAll: string;
  readonly resume: string;
  readonly resumed: string;
  readonly unknown: { readonly title: string; readonly text: string };
}

/** Those texts by language. */
export const unsubscribeTexts: Localized<UnsubscribeTexts> = {
  en: englishUnsubscribeTexts,
  it: italianUnsubscribeTexts,
  de: germanUnsubscribeTexts,
  fr: frenchUnsubscribeTexts,
  es: spanishUnsubscribeTexts,
};
