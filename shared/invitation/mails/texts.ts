import { mailTextsIn, type MailTextsOf } from "../../mail/mail-texts.ts";
import type { Texts } from "./texts/shape.ts";

/** The names in a mail to a partner about one of its requests. */
export interface PartnerNames {
  readonly partner: string;
  readonly operator: string;
  /** The customer's organisation, or its address if that is unknown. */
  readonly customer: string;
  readonly address: string;
}

/** Texts of the mails about an invitation's outcome. */
export type NoticeTexts = MailTextsOf<Texts>;

/** Reads them. */
export const loadNoticeTexts = mailTextsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }));
