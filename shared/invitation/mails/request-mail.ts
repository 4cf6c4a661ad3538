import { mayNarrow, type Message } from "../../terms/model.ts";
import type { Instant } from "../../kernel/time.ts";
import { html } from "../../html/html.ts";
import { operatorPlace } from "../../html/operator-links.ts";
import { inLocale, type Locale } from "../../policy/locales.ts";
import { instantInWords } from "../../policy/words.ts";
import { fill } from "../../mail/fill.ts";
import { messageOf } from "./messages.ts";
import { messageHtml, messageText } from "./message-body.ts";
import { subjectLine, inertHtml, inertText, labelled } from "../../mail/mail-text.ts";
import { requestFacts, requestFactsHtml, requestFactsText, type RequestedOffer } from "./request-facts.ts";
import template from "../../mail/templates/request.mjml";
import { requestMailTexts } from "./requests/texts.ts";
import { unsubscribeWords } from "../../mail/unsubscribe-line.ts";
import type { Wording } from "./wording.ts";

/** A mail, ready to be made a MIME message. */
export interface Mail {
  readonly lang: Locale;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What a mail about a request tells. */
export interface RequestMailInput {
  readonly locale: Locale;
  readonly operatorName: string;
  readonly partner: {
    readonly displayName: string;
    /** What it is called now; null while that is the name in the offer. */
    readonly laterName: string | null;
    readonly replyTo: string | null;
    /** Whether the operator has made sure of the name. */
    readonly isVerified: boolean;
  };
  readonly customer: { readonly contactName: string | null; readonly organization: string | null };
  /** The address that handed the request over; null where nobody did. */
  readonly handedOverBy: string | null;
  /** The partner's own words; `null` takes the default message of the locale. */
  readonly message: Message | null;
  readonly offer: RequestedOffer;
  readonly link: string;
  readonly expiresAt: Instant;
}

const compose = (
  input: RequestMailInput,
  heading: string,
  message: Wording,
  unsubscribeUrl: string | null = null,
): Mail => {
  const texts = inLocale(requestMailTexts, input.locale);
  const names = { partner: input.partner.displayName, operator: input.operatorName };
  const facts = requestFacts(input);
  const preface = [
    ...(input.handedOverBy === null ? [] : [texts.handedOver(input.handedOverBy)]),
    ...(input.partner.laterName === null ? [] : [texts.renamed(names, input.partner.laterName)]),
    ...(input.partner.isVerified ? [] : [`! ${texts.unverified(names)}`]),
  ];
  const replies = input.partner.replyTo === null ? "" : texts.replies(names);
  const subject = subjectLine(message.subject);
  const stop = unsubscribeUrl && { url: unsubscribeUrl, words: unsubscribeWords[texts.lang] };
  return {
    lang: texts.lang,
    subject,
    html: fill(template, {
      lang: texts.lang,
      title: html`${subject}`,
      heading,
      preface: html`${preface.map((line) => html`<p><strong>${inertHtml(line)}</strong></p>`)}`,
      message: messageHtml(message, input.link, texts.button),
      facts: requestFactsHtml(facts),
      link: html`${input.link}`,
      button: texts.button,
      replies,
      footer: html`${inertHtml(texts.footer(names))}${
          stop && html`<br /><a class="link" href="${stop.url}">${stop.words}</a>`
        }<br />${operatorPlace(texts.lang)}`,
    }),
    text: [
      ...preface.map((text) => inertText(text)),
      messageText(message, input.link),
      requestFactsText(facts),
      ...(replies === "" ? [] : [inertText(replies)]),
      `-- \n${inertText(texts.footer(names))}`,
      ...(stop ? [`${labelled(stop.words, texts.lang)} ${stop.url}`] : []),
    ].join("\n\n"),
  };
};

/** The mail that brings a customer the request. Throws when the message has no place for the link. */
export const invitationMail = (input: RequestMailInput): Mail => {
  const { invitationHeading, restoration } = inLocale(requestMailTexts, input.locale);
  const heading = input.offer.isRestoration ? restoration.heading : invitationHeading;
  const names = { partner: input.partner.displayName, operator: input.operatorName };
  return compose(input, heading(names), messageOf(input));
};

/**
 * The mail about a request that is still unanswered, with the way to get no more of them. It is Rapport's own text, never
 * the partner's message again.
 */
export const reminderMail = ({
  unsubscribeUrl,
  ...input
}: Omit<RequestMailInput, "message"> & { readonly unsubscribeUrl: string }): Mail => {
  const { lang, reminder, restoration } = inLocale(requestMailTexts, input.locale);
  const names = { partner: input.partner.displayName, operator: input.operatorName };
  const { subject, heading, text } = input.offer.isRestoration ? restoration.reminder : reminder;
  const choice = (mayNarrow(input.offer) ? reminder.some : reminder.whole)(instantInWords(input.expiresAt, lang));
  const words = { subject: subject(names), parts: [`${text(names)} ${choice} ${reminder.end}\n\n`, ""] };
  return compose({ ...input, message: null }, heading(names), words, unsubscribeUrl);
};
