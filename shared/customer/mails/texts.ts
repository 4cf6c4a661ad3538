import { withCatalogue, type WithCatalogue } from "../../policy/permission-texts.ts";
import { mailTextsIn, type MailTextsOf } from "../../mail/mail-texts.ts";
import type { Texts } from "./texts/shape.ts";

/** Texts of the mails about a customer. */
export type CustomerMailTexts = WithCatalogue<MailTextsOf<Texts>>;

/** Reads them. */
export const loadCustomerMailTexts = withCatalogue(
  mailTextsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } })),
);
