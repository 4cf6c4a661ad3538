import { html } from "../html/html.ts";
import type { SandboxTexts } from "../policy/sandbox-texts.ts";
import { headerSafe } from "./mail-text.ts";
import type { Mail } from "../invitation/mails/request-mail.ts";

/** A subject with the mark of test data. */
export const testSubject = (subject: string, { mark }: SandboxTexts): string => headerSafe(`[${mark}] ${subject}`);

// Colours of its own, which are to be read on a dark sheet as well.
const style =
  "margin:0;padding:12px 24px;background:#fff3cd;color:#1f2328;font:600 16px/24px -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** The mail with the mark of test data: in the subject, above the text and above the HTML. */
export function testMail({ lang, subject, text, html: markup }: Mail, texts: SandboxTexts): Mail {
  const { notice } = texts;
  const banner = html`<p style="${style}">${notice}</p>`.toString();
  return {
    lang,
    subject: testSubject(subject, texts),
    text: `${notice}\n\n${text}`,
    html: markup.replace(/<body[^>]*>/, (body) => body + banner),
  };
}
