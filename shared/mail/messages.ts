import type { Message } from "../domain/invitation.ts";
import { linkPlaceholder } from "../domain/invitation-terms.ts";
import { inLocale, type Locale, type Localized } from "../policy/locales.ts";

type DefaultMessage = (partner: string, contactName: string | null) => Message;

const defaultMessages: Localized<DefaultMessage> = {
  en: (partner, contactName) => ({
    subject: `${partner} asks for a business relationship with you`,
    text: [
      contactName === null ? "Hello," : `Hello ${contactName},`,
      `${partner} would like to work with your organisation. The page behind this link says exactly what we ask for. You can accept all of it, accept part of it or decline:`,
      linkPlaceholder,
      `Kind regards\n${partner}`,
    ].join("\n\n"),
  }),
};

/** What is written when the partner wrote nothing, in the customer's language. */
export const defaultMessage = (locale: Locale, partner: string, contactName: string | null): Message =>
  inLocale(defaultMessages, locale)(partner, contactName);
