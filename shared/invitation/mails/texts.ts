import { textsIn, type TextsOf } from "../../policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** The names in a mail to a partner about one of its requests. */
export interface PartnerNames {
  readonly partner: string;
  readonly operator: string;
  /** The customer: its organisation, or the address where that is not known. */
  readonly customer: string;
  readonly address: string;
}

/** What mails say that tell what became of a request, in one language. Dates come in words. */
export type NoticeTexts = TextsOf<Texts>;

/** Reads them. */
export const loadNoticeTexts = textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }));
