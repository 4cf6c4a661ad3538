import { mayNarrow, type Message, type RelationshipType } from "../../terms/model.ts";
import { textsIn, type TextsOf } from "../../policy/texts-in.ts";
import { say } from "../../policy/words.ts";
import { plainText } from "../../html/plain-text.ts";
import type { RequestMailInput } from "./request-mail.ts";
import type { Texts } from "./message-texts/shape.ts";
import { linkPlaceholder } from "../../terms/rules.ts";
import { html, type Html } from "../../html/html.ts";
import { piecesApart } from "../../mail/link-apart.ts";
import { inertHtml, inertText } from "../../mail/mail-text.ts";

/** Texts of the default message. */
export type MessageTexts = TextsOf<Texts>;

/** Reads it. */
export const loadMessageTexts = textsIn<Texts>(
  (lang) => import(`./message-texts/${lang}.json`, { with: { type: "json" } }),
);

/** Input of a message. */
export interface MessageInput extends Pick<RequestMailInput, "message"> {
  readonly texts: MessageTexts;
  readonly offer: Parameters<typeof mayNarrow>[0] & { readonly relationship: RelationshipType };
  readonly partner: { readonly displayName: string };
  readonly customer: { readonly contactName: string | null };
}

/** The partner's own message, or the default message in the customer's language. */
export const messageOf = ({ message, ...input }: MessageInput): Wording =>
  message === null ? defaultMessage(input) : wordingOf(message);

function defaultMessage({ texts, partner, customer, offer }: Omit<MessageInput, "message">): Wording {
  const { some, whole, close, restoration, ...usual } = texts;
  const { subject, text } = offer.isRestoration ? restoration : usual;
  const names = { partner: partner.displayName, relationship: offer.relationship };
  const before = [greetingOf(texts, customer), `${say(text, names)} ${mayNarrow(offer) ? some : whole}`, ""];
  return {
    subject: say(subject, names),
    parts: [before.join("\n\n"), `\n\n${say(close, names)}`].map(plainText),
  };
}

/** How a mail begins. */
export const greetingOf = ({ greeting }: MessageTexts, { contactName: name }: MessageInput["customer"]): string =>
  name === null ? greeting.unnamed : say(greeting.named, { name });

/** A message cut at the places of the link, so that no value in it can be mistaken for one. */
export interface Wording {
  readonly subject: string;
  /** The pieces of the text, between which the link goes. */
  readonly parts: readonly string[];
}

/** The partner's own message, cut at the placeholders of the link. Throws if it has none. */
function wordingOf({ subject, text }: Message): Wording {
  const parts = plainText(text).split(linkPlaceholder);
  if (parts.length < 2) throw new Error(`The message has no ${linkPlaceholder}`);
  return { subject, parts };
}

const withBreaks = (text: string): readonly Html[] =>
  text.split("\n").map((line, index) => (index === 0 ? inertHtml(line) : html`<br />${inertHtml(line)}`));

/** A message as HTML. Where the link goes, words point to the mail's only button. */
export const messageHtml = ({ parts }: Wording, place: string): Html =>
  html`${piecesApart(parts).map((part, index) =>
    index === 0 ? withBreaks(part) : html`<strong>${inertHtml(place)}</strong>${withBreaks(part)}`,
  )}`;

/** A message as plain text, the personal link whole and the only one that a mail program finds. */
export const messageText = ({ parts }: Wording, link: string): string =>
  piecesApart(parts.map((part) => inertText(part)))
    .join(link)
    .trim();
