import { piecesApart } from "../../mail/link-apart.ts";
import { headerSafe } from "../../mail/mail-text.ts";
import { messageOf, type MessageInput } from "./messages.ts";
import { testSubject } from "../../mail/sandbox-mark.ts";
import type { SandboxTexts } from "../../policy/sandbox-texts.ts";

/** A mail that the partner sends by hand. */
export interface MailDraft {
  readonly link: string;
  readonly subject: string;
  readonly text: string;
  /** Opens the partner's mail application; the text is shortened around the link when it is long. */
  readonly mailto: string;
}

/** Input of a draft: the request and its address. */
export type MailDraftInput = MessageInput & {
  readonly customer: { readonly email: string };
  readonly link: string;
  /** Texts that mark a test; null for a real request. */
  readonly sandbox: SandboxTexts | null;
};

/** Characters of a mailto URL that every mail application accepts. */
const mailtoLimit = 1799;
const subjectLimit = 300;
const ellipsis = "…";
const blank = "%20";

// RFC 6068: line ends travel as CR LF, everything else percent-encoded.
const encoded = (text: string): string => encodeURIComponent(text.replaceAll("\n", "\r\n"));

/** The start of `text` that fits `limit` characters when encoded, with an ellipsis for the rest. */
const encodedWithin = (text: string, limit: number): string => {
  const whole = encoded(text);
  if (whole.length <= limit) return whole;
  let room = limit - encoded(ellipsis).length;
  if (room < 0) return "";
  let start = "";
  for (const character of text) {
    const next = encoded(character);
    if (next.length > room) break;
    start += next;
    room -= next.length;
  }
  // An ellipsis alone would only touch the text before it.
  return start === "" ? "" : start + encoded(ellipsis);
};

const mailtoUrl = (email: string, subject: string, pieces: readonly string[], link: string): string => {
  const head = `mailto:${encoded(email).replaceAll("%40", "@")}?subject=${encodedWithin(subject, subjectLimit)}&body=`;
  const room = mailtoLimit - head.length - encoded(link).length;
  const [lead = "", ...rest] = pieces;
  const shortened = encodedWithin(lead, room - blank.length);
  // Where the text is cut off, the link must not touch it.
  const before = shortened === "" || shortened === encoded(lead) ? shortened : shortened + blank;
  return head + before + encoded(link) + encodedWithin(rest.join(link), room - before.length);
};

/** The mail as text for the clipboard and as a `mailto:` URL. Throws when the message has no place for the link. */
export const mailDraft = ({ customer, link, sandbox, ...input }: MailDraftInput): MailDraft => {
  const { parts, ...message } = messageOf({ ...input, customer });
  const subject = sandbox === null ? headerSafe(message.subject) : testSubject(message.subject, sandbox);
  const pieces = piecesApart(parts);
  return { link, subject, text: pieces.join(link), mailto: mailtoUrl(customer.email, subject, pieces, link) };
};
