import type { Message } from "../domain/invitation.ts";
import { linkPlaceholder } from "../domain/invitation-terms.ts";
import { inLocale, type Locale } from "../policy/locales.ts";
import { requestMailTexts } from "./requests/texts.ts";

/** What is written when the partner wrote nothing, in the customer's language. */
export function defaultMessage(locale: Locale, partner: string, contactName: string | null): Message {
  const { subject, greeting, text, close } = inLocale(requestMailTexts, locale).message;
  const paragraphs = [greeting(contactName), text(partner), linkPlaceholder, close(partner)];
  return { subject: subject(partner), text: paragraphs.join("\n\n") };
}
