import type { Instant } from "../../shared/domain/time.ts";
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
  /** Words of the link to the customers' portal, where that is the next step. */
  readonly portal?: string;
}

/** Who wants to send notices, and to which address. */
export interface NotificationNames {
  readonly partner: string;
  readonly address: string;
}

/** Who is to speak for which customer, and who added the address: an administrator, or the operator by its name. */
export interface AdministratorNames {
  readonly customer: string;
  readonly address: string;
  readonly by: string | { readonly name: string | null; readonly email: string };
  /** Days of the cool-off; 0 for none. */
  readonly coolOffDays: number;
}

/** Whom a recovery is for. */
export interface RecoveryNames {
  readonly operator: string;
  readonly customer: string;
  readonly address: string;
}

/** Whose request the code was for, and who is told. */
export interface CodeNames {
  readonly operator: string;
  readonly partner: string;
}

/** The sentences of the pages on which a mailbox confirms or stops something, in one language. */
export interface ConfirmTexts {
  readonly lang: Locale;
  readonly skip: string;
  readonly languages: string;
  /** An address that a partner named for its notices. */
  readonly notifications: Readonly<
    Record<"waiting" | "confirmed" | "ended", (names: NotificationNames) => ConfirmWords>
  >;
  /** An address that was added as administrator of a customer. */
  readonly administrator: {
    waiting(names: AdministratorNames): ConfirmWords;
    confirmed(
      names: Pick<AdministratorNames, "customer" | "address"> & { readonly coolOffUntil: Instant | null },
    ): ConfirmWords;
    ended(names: Pick<AdministratorNames, "customer">): ConfirmWords;
    /** The address speaks for as many customers as it can. */
    full(names: { readonly limit: string }): ConfirmWords;
  };
  /** A recovery that an administrator can stop. */
  readonly recovery: {
    /** `linkAt`: when the address gets its link; null where it has it. */
    waiting(names: RecoveryNames & { readonly reason: string; readonly linkAt: Instant | null }): ConfirmWords;
    stopped(names: RecoveryNames): ConfirmWords;
    readonly ended: ConfirmWords;
  };
  /** A request for which somebody else asked for a code. */
  readonly code: {
    waiting(names: CodeNames & { readonly address: string }): ConfirmWords;
    reported(names: CodeNames): ConfirmWords;
    accepted(names: CodeNames & { readonly at: Instant }): ConfirmWords;
    ended(names: CodeNames): ConfirmWords;
  };
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
