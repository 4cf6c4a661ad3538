import { mailTextsIn, type MailTextsOf } from "../../mail/mail-texts.ts";
import type { Texts } from "./texts/shape.ts";

/** Texts of the mails about a partner's users and codes. */
export type PartnerMailTexts = MailTextsOf<Texts>;

/** Reads them. */
export const loadPartnerMailTexts = mailTextsIn<Texts>(
  (lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }),
);
