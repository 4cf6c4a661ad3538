import { placeLinks } from "../html/operator-links.ts";
import type { OperatorLinks } from "../policy/operator-settings.ts";
import { labelled } from "./mail-text.ts";
import type { Mail } from "../invitation/mails/request-mail.ts";

/** A mail with the operator's links at its end. */
export async function signedMail(mail: Mail, operatorLinks: OperatorLinks): Promise<Mail> {
  const { markup, links, lang } = await placeLinks(operatorLinks, mail.html);
  if (lang === null || links.length === 0) return { ...mail, html: markup };
  const lines = links.map(({ words, href }) => `${labelled(words, lang)} ${href.replace(/^mailto:/, "")}`);
  return { ...mail, html: markup, text: [mail.text, ...lines].join("\n") };
}
