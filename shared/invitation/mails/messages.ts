import { mayNarrow } from "../../terms/model.ts";
import { textsIn, type TextsOf } from "../../policy/texts-in.ts";
import { say } from "../../policy/words.ts";
import { plainText } from "../../html/plain-text.ts";
import type { RequestMailInput } from "./request-mail.ts";
import type { Texts } from "./message-texts/shape.ts";
import { wordingOf, type Wording } from "./wording.ts";

/** What is written where the partner wrote nothing; the link stands before the close. */
export type MessageTexts = TextsOf<Texts>;

/** Reads it. */
export const loadMessageTexts = textsIn<Texts>(
  (lang) => import(`./message-texts/${lang}.json`, { with: { type: "json" } }),
);

/** What a message is made of. */
export interface MessageInput extends Pick<RequestMailInput, "message"> {
  readonly texts: MessageTexts;
  readonly offer: Parameters<typeof mayNarrow>[0];
  readonly partner: { readonly displayName: string };
  readonly customer: { readonly contactName: string | null };
}

/** The partner's own words; where it wrote none, what is usual in the customer's language. */
export const messageOf = ({ message, ...input }: MessageInput): Wording =>
  message === null ? defaultMessage(input) : wordingOf(message);

function defaultMessage({ texts, partner, customer, offer }: Omit<MessageInput, "message">): Wording {
  const { greeting, some, whole, close, restoration, ...usual } = texts;
  const { subject, text } = offer.isRestoration ? restoration : usual;
  const names = { partner: partner.displayName };
  const { contactName: name } = customer;
  const hello = name === null ? greeting.unnamed : say(greeting.named, { name });
  const before = [hello, `${say(text, names)} ${mayNarrow(offer) ? some : whole}`, ""];
  return {
    subject: say(subject, names),
    parts: [before.join("\n\n"), `\n\n${say(close, names)}`].map(plainText),
  };
}
