import { textsIn, type TextsOf } from "../../policy/texts-in.ts";
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
export type NoticeTexts = TextsOf<Texts>;

/** Reads them. */
export const loadNoticeTexts = textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }));
