import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import { headerLine, headerSafe, shortened, subjectLine } from "./mail-text.ts";
import type { Mail } from "../invitation/mails/request-mail.ts";

/** A mail with its envelope. */
export interface RawMessageInput extends Mail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly replyTo: string | null;
  readonly date: Date;
  /** With its angle brackets; one per mail, so that a repeat is recognised. */
  readonly messageId: string;
  /** Further headers; they are not shortened, for they may hold an address. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Tells other machines that no person wrote the mail (RFC 3834), so that absent readers do not answer it. Exchange is asked
 * for no automatic replies, but for its delivery reports, which `All` would silence too.
 */
const automatic = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply" };

/** A carriage return alone ends a line too, and the composer would leave it as it is (RFC 5322, 2.3). */
const withCrlf = (text: string): string => text.replaceAll(/\r\n?|\n/g, "\r\n");

/** The sender's name: the partner, and the operator of the system. */
export const senderName = (partner: string, operator: string): string =>
  // Each name is cut by itself, so that a long first one cannot push the second out of sight.
  [subjectLine(partner), headerSafe(operator)].map((name) => shortened(name, 90)).join(" via ");

/**
 * The mail as MIME (RFC 5322). The same input gives the same bytes: the boundary comes from the message id.
 * Names, subject and headers are made safe here, so a caller cannot forget it.
 */
export const rawMessage = async (input: RawMessageInput): Promise<Uint8Array> => {
  const { from, to, replyTo, date, messageId, headers } = input;
  const composer = new MailComposer({
    from: { name: headerSafe(from.name), address: from.address },
    to: { name: "", address: to },
    ...(replyTo === null ? {} : { replyTo: { name: "", address: replyTo } }),
    subject: headerSafe(input.subject),
    text: withCrlf(input.text),
    html: withCrlf(input.html),
    date,
    messageId,
    headers: {
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, headerLine(value)])),
      ...automatic,
      "Content-Language": input.lang,
    },
    // The composer keeps the line ends of its content; only its transports, not used here, would make them CRLF.
    newline: "windows",
    baseBoundary: createHash("sha256").update(messageId).digest("hex").slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
};
