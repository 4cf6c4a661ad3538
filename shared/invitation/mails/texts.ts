import type english from "./texts/en.json";
import { textsIn, type TextsOf } from "../../policy/texts-in.ts";

/** The names in a mail to a partner about one of its requests. */
export interface PartnerNames {
  readonly partner: string;
  readonly operator: string;
  /** The customer: its organisation, or the address where that is not known. */
  readonly customer: string;
  readonly address: string;
}

/** What mails say that tell what became of a request, in one language. Dates come in words. */
export type NoticeTexts = TextsOf<typeof english>;

/** Reads them. Every language has the shape of the English file. */
export const loadNoticeTexts: (lang: NoticeTexts["lang"]) => Promise<NoticeTexts> = textsIn({
  en: () => import("./texts/en.json", { with: { type: "json" } }),
  it: () => import("./texts/it.json", { with: { type: "json" } }),
  de: () => import("./texts/de.json", { with: { type: "json" } }),
  fr: () => import("./texts/fr.json", { with: { type: "json" } }),
  es: () => import("./texts/es.json", { with: { type: "json" } }),
});
