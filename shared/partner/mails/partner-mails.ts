import type { UserRole } from "../../users/model.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Text } from "../../message.ts";
import { dateInWords, instantInWords, say } from "../../policy/words.ts";
import { labelled } from "../../mail/mail-text.ts";
import { noticeMail } from "../../mail/notice.ts";
import type { Mail } from "../../invitation/mails/request-mail.ts";
import type { PartnerMailTexts } from "./texts.ts";

/** Language and names for a mail to a partner. */
export interface PartnerReader {
  readonly texts: PartnerMailTexts;
  readonly partner: string;
  readonly operator: string;
}

/** What happened to a user of a partner. */
export interface UserNews {
  readonly kind: "added" | "changed" | "removed";
  readonly address: string;
  readonly role: UserRole;
  readonly before: UserRole | null;
  /** The user who did it, the operator, or a user who has been removed. */
  readonly by: { readonly email: string } | "operator" | "former";
  readonly at: Instant;
}

/** To the partner's administrators: somebody was added or removed, or has another role. */
export function userNewsMail(reader: PartnerReader, news: UserNews): Mail {
  const { texts } = reader;
  const isAdmin = news.kind !== "removed" && news.role === "admin";
  return userMail(reader, news, texts[news.kind], [isAdmin && texts.admin, texts.wrong], texts.footers.admins);
}

/** The same, to the user concerned. */
export function ownNewsMail(reader: PartnerReader, news: UserNews & { readonly kind: "changed" | "removed" }): Mail {
  const { texts } = reader;
  return userMail(reader, news, texts[news.kind].self, [texts.selfWrong], texts.footers.user);
}

function userMail(
  { texts, ...names }: PartnerReader,
  { kind, address, role, before, by, at }: UserNews,
  { subject, text }: { readonly subject: Text; readonly text: Text },
  next: readonly (Text | false)[],
  footer: Text,
): Mail {
  const { lang, labels, roles, former } = texts;
  const who = by === "operator" ? names.operator : by === "former" ? say(former, { ...names }) : by.email;
  const item = (label: keyof typeof labels, value: string): string => `${labelled(labels[label], lang)} ${value}`;
  const known = { ...names, address };
  return noticeMail({
    texts,
    operator: names.operator,
    subject: say(subject, known),
    parts: [
      say(text, known),
      [
        item("user", address),
        item("role", roles[role]),
        ...(kind === "changed" && before !== null ? [item("before", roles[before])] : []),
        item("by", who),
        item("at", instantInWords(at, lang)),
      ],
      ...next.map((words) => words !== false && say(words, known)),
    ],
    footer: say(footer, known),
    addresses: [address, ...(typeof by === "string" ? [] : [by.email])],
  });
}

/** To the partner: too many wrong codes were entered, so its codes are stopped for the day. */
export function codesStoppedMail(
  { texts, ...names }: PartnerReader,
  { day, wrong }: { readonly day: string; readonly wrong: number },
): Mail {
  const { lang, codesStopped, footers } = texts;
  const known = { ...names, wrong, day: dateInWords(day, lang) };
  return noticeMail({
    texts,
    operator: names.operator,
    subject: say(codesStopped.subject, known),
    parts: [say(codesStopped.text, known), codesStopped.effect, say(codesStopped.next, known)],
    footer: say(footers.notices, known),
  });
}
