import type { DeliveryStop } from "../../domain/delivery.ts";
import type { Extent } from "../../domain/extent.ts";
import type { RelationshipType } from "../../domain/offer.ts";
import type { Locale, Localized } from "../../policy/locales.ts";
import { englishNoticeTexts } from "./texts.en.ts";
import { frenchNoticeTexts } from "./texts.fr.ts";
import { germanNoticeTexts } from "./texts.de.ts";
import { italianNoticeTexts } from "./texts.it.ts";
import { spanishNoticeTexts } from "./texts.es.ts";

/** The names in a mail to a partner about one of its requests. */
export interface PartnerNames {
  readonly partner: string;
  readonly operator: string;
  /** The customer: its organisation, or the address where that is not known. */
  readonly customer: string;
  readonly address: string;
}

/** The names in a mail to a customer. */
export interface CustomerNames {
  readonly partner: string;
  readonly operator: string;
  /** Who accepted. */
  readonly person: string;
}

/** What mails say that tell what became of a request, in one language. Dates come in words. */
export interface NoticeTexts {
  /** The language these texts are in. */
  readonly lang: Locale;
  /** To the partner. */
  readonly accepted: {
    readonly subjects: Readonly<Record<Extent, (names: PartnerNames) => string>>;
    readonly by: (person: string, date: string) => string;
    readonly granted: (until: string) => string;
    readonly none: string;
    readonly refused: string;
    readonly next: string;
    /** In its place, where the relationship was there before. */
    readonly unchanged: string;
  };
  readonly declined: {
    readonly subject: (names: PartnerNames) => string;
    readonly text: string;
    readonly reason: (reason: string) => string;
    readonly noReason: string;
  };
  readonly expired: {
    readonly subject: (names: PartnerNames) => string;
    readonly text: (end: string) => string;
    readonly next: string;
  };
  readonly renewal: {
    readonly subject: (names: PartnerNames) => string;
    readonly text: (names: PartnerNames, end: string) => string;
    readonly next: string;
  };
  readonly undeliverable: {
    readonly subject: (names: PartnerNames) => string;
    /** In its place where the mail arrived, and was not wanted. */
    readonly unwanted: (names: PartnerNames) => string;
    readonly why: Readonly<Record<DeliveryStop, (names: PartnerNames) => string>>;
    /** In the mail system's own words. */
    readonly reason: (words: string) => string;
    readonly next: Readonly<Record<DeliveryStop, string>>;
    /** In place of what is said of a rejected mail, where its text is not the cause. */
    readonly refused: Readonly<
      Record<"address" | "nobody", { readonly why: (names: PartnerNames) => string; readonly next: string }>
    >;
  };
  readonly partnerFooter: (names: PartnerNames, invitationId: string) => string;
  /** To the customer who accepted. */
  readonly confirmation: {
    /** By how much was accepted, in the words of the page's title. */
    readonly subjects: Readonly<Record<Extent, (names: CustomerNames) => string>>;
    readonly by: (names: CustomerNames, date: string) => string;
    /** What the partner is from now on, and goes on to be where only permissions were asked. */
    readonly becomes: Readonly<Record<RelationshipType, (names: CustomerNames) => string>>;
    readonly stays: Readonly<Record<RelationshipType, (names: CustomerNames) => string>>;
    readonly granted: (until: string) => string;
    readonly none: string;
    readonly extends: string;
    readonly refused: string;
    readonly back: string;
    /** The link to the portal. */
    readonly portal: string;
    readonly link: string;
    readonly footer: (names: CustomerNames) => string;
  };
  /** To an address that a partner named for its notices. */
  readonly confirmAddress: {
    readonly subject: (names: Pick<PartnerNames, "partner">) => string;
    readonly text: (names: Pick<PartnerNames, "partner">) => string;
    readonly link: string;
    readonly life: (days: number) => string;
    readonly unasked: string;
    readonly footer: (names: Pick<PartnerNames, "partner" | "operator">) => string;
  };
  /** To an administrator who wants to sign in to the portal. */
  readonly signIn: {
    readonly subject: (operator: string) => string;
    readonly text: string;
    readonly link: string;
    readonly life: (minutes: number) => string;
    readonly unasked: string;
    readonly footer: (operator: string) => string;
  };
}

/** Those texts by language. */
export const noticeTexts: Localized<NoticeTexts> = {
  en: englishNoticeTexts,
  it: italianNoticeTexts,
  de: germanNoticeTexts,
  fr: frenchNoticeTexts,
  es: spanishNoticeTexts,
};
