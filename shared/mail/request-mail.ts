import type { RelationshipType } from "../domain/offer.ts";
import type { Duration, Instant } from "../domain/time.ts";
import { html } from "../http/html.ts";
import { inLocale, type Locale } from "../policy/locales.ts";
import { instantInWords } from "../policy/words.ts";
import { fill } from "./fill.ts";
import type { Message } from "../domain/invitation.ts";
import { defaultMessage } from "./messages.ts";
import { messageHtml, messageText } from "./message-body.ts";
import { headerSafe, inertText } from "./mail-text.ts";
import { requestFacts, requestFactsHtml, requestFactsText } from "./request-facts.ts";
import template from "./templates/request.mjml";
import { requestMailTexts } from "./requests/texts.ts";
import { unsubscribeWords } from "./unsubscribe-line.ts";

/** A mail, ready to be made a MIME message. */
export interface Mail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What a mail about a request tells. */
export interface RequestMailInput {
  readonly locale: Locale;
  readonly operatorName: string;
  readonly partner: { readonly displayName: string; readonly replyTo: string | null };
  readonly customer: { readonly contactName: string | null; readonly organization: string | null };
  /** The partner's own words; `null` takes the default message of the locale. */
  readonly message: Message | null;
  readonly offer: {
    readonly relationship: RelationshipType;
    readonly permissionNames: readonly string[];
    readonly duration: Duration;
  };
  readonly link: string;
  readonly expiresAt: Instant;
}

const compose = (
  input: RequestMailInput,
  heading: string,
  message: Message,
  unsubscribeUrl: string | null = null,
): Mail => {
  const texts = inLocale(requestMailTexts, input.locale);
  const names = { partner: input.partner.displayName, operator: input.operatorName };
  const facts = requestFacts(input);
  const replies = input.partner.replyTo === null ? "" : texts.replies(names);
  const subject = headerSafe(message.subject);
  const stop = unsubscribeUrl && { url: unsubscribeUrl, words: unsubscribeWords[texts.lang] };
  return {
    subject,
    html: fill(template, {
      lang: texts.lang,
      title: subject,
      heading,
      message: messageHtml(message.text, input.link, texts.button),
      facts: requestFactsHtml(facts),
      link: html`${input.link}`,
      button: texts.button,
      replies,
      footer: html`${inertText(texts.footer(names))}${
        stop && html`<br /><a class="link" href="${stop.url}">${stop.words}</a>`
      }`,
    }),
    text: [
      messageText(message.text, input.link),
      requestFactsText(facts),
      ...(replies === "" ? [] : [inertText(replies)]),
      `-- \n${inertText(texts.footer(names))}`,
      ...(stop ? [`${stop.words}: ${stop.url}`] : []),
    ].join("\n\n"),
  };
};

/** The mail that brings a customer the request. Throws when the message has no place for the link. */
export const invitationMail = (input: RequestMailInput): Mail => {
  const { partner, customer, locale } = input;
  const names = { partner: partner.displayName, operator: input.operatorName };
  const message = input.message ?? defaultMessage(locale, partner.displayName, customer.contactName);
  return compose(input, inLocale(requestMailTexts, locale).invitationHeading(names), message);
};

/**
 * The mail about a request that is still unanswered, with the way to get no more of them. It is Rapport's own text, never
 * the partner's message again.
 */
export const reminderMail = ({
  unsubscribeUrl,
  ...input
}: Omit<RequestMailInput, "message"> & { readonly unsubscribeUrl: string }): Mail => {
  const texts = inLocale(requestMailTexts, input.locale);
  const names = { partner: input.partner.displayName, operator: input.operatorName };
  const text = `${texts.reminderText(names, instantInWords(input.expiresAt, texts.lang))}\n\n{{link}}`;
  const message = { subject: texts.reminderSubject(names), text };
  return compose({ ...input, message: null }, texts.reminderHeading(names), message, unsubscribeUrl);
};
