import { mayNarrow, type Message } from "../../terms/model.ts";
import type { Instant } from "../../kernel/time.ts";
import { html } from "../../html/html.ts";
import type { Locale } from "../../policy/locales.ts";
import { dateInWords, say } from "../../policy/words.ts";
import { buttonHtml, framedMail } from "../../mail/frame.ts";
import { greetingOf, messageOf, messageHtml, messageText, type Wording } from "./messages.ts";
import { inertHtml, inertText, labelled } from "../../mail/mail-text.ts";
import { requestFacts, requestFactsHtml, requestFactsText, type RequestedOffer } from "./request-facts.ts";
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
    /** When the operator verified it; null if it did not. */
    readonly verifiedAt: Instant | null;
  };
  readonly customer: { readonly contactName: string | null; readonly organization: string | null };
  readonly handedOverBy: string | null;
  /** The partner's own message; null for the default message. */
  readonly message: Message | null;
  readonly offer: RequestedOffer;
  readonly link: string;
  readonly unsubscribeUrl: string;
  readonly expiresAt: Instant;
}

type Preheader = RequestMailTexts["preheader"];

const compose = (input: RequestMailInput, heading: string, message: Wording): Mail => {
  const { texts, partner, operatorName: operator, handedOverBy, link, unsubscribeUrl } = input;
  const { lang, frame } = texts;
  const names = { partner: partner.displayName, operator };
  const facts = requestFacts(input);
  const about = [
    identity(input),
    ...(handedOverBy === null ? [] : [say(texts.handedOver, { by: handedOverBy })]),
    ...(partner.laterName === null ? [] : [say(texts.renamed, { ...names, name: partner.laterName })]),
  ];
  const known = [handedOverBy, partner.replyTo].filter((address) => address !== null);
  const replies = partner.replyTo === null ? [] : [say(texts.replies, { ...names, address: partner.replyTo })];
  const footer = say(texts.footer, { ...names, why: whyMailed(input) });
  const stop = say(texts.stop, names);
  return framedMail({
    texts,
    operator,
    heading,
    subject: message.subject,
    preheader: preheaderOf(input),
    body: html`${about.map((line) => html`<p><strong>${inertHtml(line)}</strong></p>`)}
      <p>${messageHtml(message, say(frame.buttonPlace, { host: new URL(link).host }))}</p>
      ${requestFactsHtml(facts)} ${buttonHtml({ href: link, label: texts.button }, frame)}
      ${replies.map((line) => html`<p>${inertHtml(line)}</p>`)}`,
    footer: html`${inertHtml(footer)}<br /><a class="link" href="${unsubscribeUrl}">${stop}</a>`,
    text: [
      ...[heading, ...about].map((line) => inertText(line, known)),
      messageText(message, link),
      requestFactsText(facts),
      ...replies.map((line) => inertText(line, known)),
      `-- \n${inertText(footer)}`,
      `${labelled(inertText(stop), lang)} ${unsubscribeUrl}`,
    ],
  });
};

/** Whether the operator knows who is asking. */
function identity({ texts, partner, operatorName }: RequestMailInput): string {
  const names = { partner: partner.displayName, operator: operatorName };
  return partner.verifiedAt === null
    ? `! ${say(texts.unverified, names)}`
    : `✓ ${say(texts.verified, { operator: operatorName, date: dateInWords(partner.verifiedAt, texts.lang) })}`;
}

function preheaderOf({ texts, offer, expiresAt }: RequestMailInput): string {
  const { relationship, isRestoration, permissions } = offer;
  const kind: keyof Preheader["kinds"] = isRestoration ? "restoration" : relationship;
  return say(texts.preheader.text, {
    kind: texts.preheader.kinds[kind],
    count: permissions.length,
    date: dateInWords(expiresAt, texts.lang),
  });
}

const whyMailed = ({ offer, handedOverBy }: RequestMailInput): string =>
  handedOverBy === null ? (offer.isRestoration ? "administrator" : "named") : "handedOver";

/** The mail that brings a customer the request. Throws when the message has no place for the link. */
export const invitationMail = (input: RequestMailInput): Mail => {
  const { invitationHeading, restoration, message: texts } = input.texts;
  const heading = input.offer.isRestoration ? restoration.heading : invitationHeading;
  const names = { partner: input.partner.displayName, relationship: input.offer.relationship };
  return compose(input, say(heading, names), messageOf({ ...input, texts }));
};

/** The reminder of an unanswered request. It never repeats the partner's own message. */
export const reminderMail = (input: Omit<RequestMailInput, "message">): Mail => {
  const { reminder, restoration, message } = input.texts;
  const names = { partner: input.partner.displayName, relationship: input.offer.relationship };
  const { subject, heading, text } = input.offer.isRestoration ? restoration.reminder : reminder;
  const choice = mayNarrow(input.offer) ? reminder.some : reminder.whole;
  const hello = greetingOf(message, input.customer);
  const words = { subject: say(subject, names), parts: [`${hello}\n\n${say(text, names)} ${choice}\n\n`, ""] };
  return compose({ ...input, message: null }, say(heading, names), words);
};
