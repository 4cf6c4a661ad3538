import { mayNarrow } from "../../terms/model.ts";
import { inLocale } from "../../policy/locales.ts";
import { plainText } from "../../html/plain-text.ts";
import type { RequestMailInput } from "./request-mail.ts";
import { messageTexts } from "./messages/texts.ts";
import { wordingOf, type Wording } from "./wording.ts";

/** What a message is made of. */
export type MessageInput = Pick<RequestMailInput, "locale" | "message" | "offer"> & {
  readonly partner: { readonly displayName: string };
  readonly customer: { readonly contactName: string | null };
};

/** The partner's own words; where it wrote none, what is usual in the customer's language. */
export const messageOf = ({ message, ...input }: MessageInput): Wording =>
  message === null ? defaultMessage(input) : wordingOf(message);

function defaultMessage({ locale, partner, customer, offer }: Omit<MessageInput, "message">): Wording {
  const { greeting, some, whole, close, restoration, ...usual } = inLocale(messageTexts, locale);
  const { subject, text } = offer.isRestoration ? restoration : usual;
  const name = partner.displayName;
  const before = [greeting(customer.contactName), `${text(name)} ${mayNarrow(offer) ? some : whole}`, ""];
  return {
    subject: subject(name),
    parts: [before.join("\n\n"), `\n\n${close(name)}`].map(plainText),
  };
}
