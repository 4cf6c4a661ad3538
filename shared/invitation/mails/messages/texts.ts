import type { Localized } from "../../../policy/locales.ts";
import { englishMessageTexts } from "./texts.en.ts";
import { frenchMessageTexts } from "./texts.fr.ts";
import { germanMessageTexts } from "./texts.de.ts";
import { italianMessageTexts } from "./texts.it.ts";
import { spanishMessageTexts } from "./texts.es.ts";

/** What is written where the partner wrote nothing; the link stands before the close. */
export interface MessageTexts {
  readonly subject: (partner: string) => string;
  readonly greeting: (contactName: string | null) => string;
  readonly text: (partner: string) => string;
  /** What can be answered: where something can be refused, and where nothing can. */
  readonly some: string;
  readonly whole: string;
  readonly close: (partner: string) => string;
  /** In place of subject and text where permissions are asked for a relationship that exists already. */
  readonly restoration: {
    readonly subject: (partner: string) => string;
    readonly text: (partner: string) => string;
  };
}

/** Those texts by language. They stand apart, for a partner's own draft needs no other text of the mails. */
export const messageTexts: Localized<MessageTexts> = {
  en: englishMessageTexts,
  it: italianMessageTexts,
  de: germanMessageTexts,
  fr: frenchMessageTexts,
  es: spanishMessageTexts,
};
