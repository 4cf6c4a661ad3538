import { mayNarrow, type Message } from "../../terms/model.ts";
import type { Instant } from "../../kernel/time.ts";
import { html } from "../../html/html.ts";
import { operatorPlace } from "../../html/operator-links.ts";
import type { Locale } from "../../policy/locales.ts";
import { say } from "../../policy/words.ts";
import { fill } from "../../mail/fill.ts";
import { greetingOf, messageOf, messageHtml, messageText, type Wording } from "./messages.ts";
import { subjectLine, inertHtml, inertText, labelled } from "../../mail/mail-text.ts";
import { requestFacts, requestFactsHtml, requestFactsText, type RequestedOffer } from "./request-facts.ts";
import template from "../../mail/templates/request.mjml";
import type { RequestMailTexts } from "./request-texts.ts";

/** A mail, ready to be made a MIME message. */
export interface Mail {
  readonly lang: Locale;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Input of a mail about a request. */
export interface RequestMailInput {
  readonly texts: RequestMailTexts;
  readonly operatorName: string;
  readonly partner: {
    readonly displayName: string;
    readonly laterName: string | null;
    readonly replyTo: string | null;
    readonly isVerified: boolean;
  };
  readonly customer: { readonly contactName: string | null; readonly organization: string | null };
  readonly handedOverBy: string | null;
  /** The partner's own message; null for the default message. */
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
  const { texts } = input;
  const names = { partner: input.partner.displayName, operator: input.operatorName };
  const facts = requestFacts(input);
  const preface = [
    ...(input.handedOverBy === null ? [] : [say(texts.handedOver, { by: input.handedOverBy })]),
    ...(input.partner.laterName === null ? [] : [say(texts.renamed, { ...names, name: input.partner.laterName })]),
    ...(input.partner.isVerified ? [] : [`! ${say(texts.unverified, names)}`]),
  ];
  const replies = input.partner.replyTo === null ? "" : say(texts.replies, names);
  const subject = subjectLine(message.subject);
  const stop = unsubscribeUrl && { url: unsubscribeUrl, words: texts.stopReminders };
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
      footer: html`${inertHtml(say(texts.footer, names))}${
          stop && html`<br /><a class="link" href="${stop.url}">${stop.words}</a>`
        }<br />${operatorPlace(texts.lang)}`,
    }),
    text: [
      ...preface.map((text) => inertText(text, input.handedOverBy === null ? [] : [input.handedOverBy])),
      messageText(message, input.link),
      requestFactsText(facts),
      ...(replies === "" ? [] : [inertText(replies)]),
      `-- \n${inertText(say(texts.footer, names))}`,
      ...(stop ? [`${labelled(stop.words, texts.lang)} ${stop.url}`] : []),
    ].join("\n\n"),
  };
};

/** The mail that brings a customer the request. Throws when the message has no place for the link. */
export const invitationMail = (input: RequestMailInput): Mail => {
  const { invitationHeading, restoration, message: texts } = input.texts;
  const heading = input.offer.isRestoration ? restoration.heading : invitationHeading;
  const names = { partner: input.partner.displayName, relationship: input.offer.relationship };
  return compose(input, say(heading, names), messageOf({ ...input, texts }));
};

/** The reminder of an unanswered request, with a link to unsubscribe. It never repeats the partner's own message. */
export const reminderMail = ({
  unsubscribeUrl,
  ...input
}: Omit<RequestMailInput, "message"> & { readonly unsubscribeUrl: string }): Mail => {
  const { reminder, restoration, message } = input.texts;
  const names = { partner: input.partner.displayName, relationship: input.offer.relationship };
  const { subject, heading, text } = input.offer.isRestoration ? restoration.reminder : reminder;
  const choice = mayNarrow(input.offer) ? reminder.some : reminder.whole;
  const hello = greetingOf(message, input.customer);
  const words = { subject: say(subject, names), parts: [`${hello}\n\n${say(text, names)} ${choice}\n\n`, ""] };
  return compose({ ...input, message: null }, say(heading, names), words, unsubscribeUrl);
};
