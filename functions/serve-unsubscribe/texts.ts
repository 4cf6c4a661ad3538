import { pageTexts, type PageTextsOf } from "../../shared/pages/texts.ts";
import type { Locale, Localized } from "../../shared/policy/locales.ts";
import { englishUnsubscribeTexts } from "./texts.en.ts";
import { frenchUnsubscribeTexts } from "./texts.fr.ts";
import { germanUnsubscribeTexts } from "./texts.de.ts";
import { italianUnsubscribeTexts } from "./texts.it.ts";
import { spanishUnsubscribeTexts } from "./texts.es.ts";

type AboutPartner = (partner: string) => string;

/** What the page says of one kind of mail that can be stopped. */
export interface StopTexts {
  readonly heading: string;
  /** What comes while nothing is stopped, and what stopping it means. */
  readonly offered: AboutPartner;
  /** By whose mail is stopped. */
  readonly stopped: Readonly<Record<"partner" | "all", { readonly title: AboutPartner; readonly text: AboutPartner }>>;
  readonly stop: AboutPartner;
  readonly stopAll: string;
  readonly resume: string;
  readonly resumed: AboutPartner;
}

/** The sentences of the page on which reminders and requests are stopped, in one language. */
export interface UnsubscribeSentences {
  readonly lang: Locale;
  /** While nothing is stopped. */
  readonly title: AboutPartner;
  readonly reminders: StopTexts;
  readonly requests: StopTexts;
  readonly stillSent: string;
  readonly unknown: { readonly title: string; readonly text: string };
}

const sentences: Localized<UnsubscribeSentences> = {
  en: englishUnsubscribeTexts,
  it: italianUnsubscribeTexts,
  de: germanUnsubscribeTexts,
  fr: frenchUnsubscribeTexts,
  es: spanishUnsubscribeTexts,
};

/** Everything that the page says in one language. */
export type UnsubscribeTexts = PageTextsOf<UnsubscribeSentences>;

/** Reads it. */
export const loadUnsubscribeTexts: (lang: Locale) => Promise<UnsubscribeTexts> = pageTexts(
  async (lang) => sentences[lang],
);
