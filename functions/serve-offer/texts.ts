import type { Localized } from "../../shared/policy/locales.ts";
import { englishOutcomeTexts, type OutcomeTexts } from "./outcome-texts.en.ts";
import { englishOfferTexts, type OfferTexts } from "./texts.en.ts";

/** The offer page, by language. */
export const offerTexts: Localized<OfferTexts> = { en: englishOfferTexts };

/** The pages that are no longer a question, by language. */
export const outcomeTexts: Localized<OutcomeTexts> = { en: englishOutcomeTexts };
