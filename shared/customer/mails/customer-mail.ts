import type { Instant } from "../../kernel/time.ts";
import { permissionName } from "../../policy/permission-texts.ts";
import { findPermission } from "../../policy/permissions.ts";
import type { Message, Text } from "../../message.ts";
import { dateInWords, instantInWords, say } from "../../policy/words.ts";
import { noticeMail, type NoticePart } from "../../mail/notice.ts";
import type { Mail } from "../../invitation/mails/request-mail.ts";
import type { CustomerMailTexts } from "./texts.ts";

/** An administrator, the operator, or an administrator who has left and can no longer be named. */
export type ActingPerson = { readonly name: string | null; readonly email: string } | "operator" | "former";

/** Who reads a mail about a customer: in which language, and what operator and customer are called. */
export interface CustomerMailReader {
  readonly texts: CustomerMailTexts;
  readonly operator: string;
  readonly customer: string;
}

interface CustomerMail {
  readonly by?: ActingPerson;
  readonly at: Instant;
  readonly values?: Readonly<Record<string, string>>;
  readonly subject: Text;
  /** False is omitted. */
  readonly parts: readonly (NoticePart | Message<string> | false)[];
  readonly footer: Text;
}

/** Formats a mail about a customer. The subject names the actor; the text adds the address. */
export function customerMail(
  { texts, operator, customer }: CustomerMailReader,
  { by = "operator", at, values = {}, subject, parts, footer }: CustomerMail,
): Mail {
  const known = { operator, customer, on: onDay(texts, at), ...values };
  const [short, whole] = namesOf(by, texts, operator);
  const addresses = [...(typeof by === "string" ? [] : [by.email]), ...(values["address"] ? [values["address"]] : [])];
  return noticeMail({
    texts,
    operator,
    subject: say(subject, { ...known, who: short }),
    parts: parts.map((part) => (isMessage(part) ? say(part, { ...known, who: whole }) : part)),
    footer: say(footer, known),
    addresses,
  });
}

/** What an administrator or the operator did, and the page of the portal that shows it. */
export interface CustomerAct {
  readonly by?: ActingPerson;
  readonly at: Instant;
  readonly page: string;
}

/** A mail to a customer's administrators, which ends with a link to the portal. */
export const administratorsMail = (
  { texts, ...names }: CustomerMailReader,
  { by = "operator", at, page }: CustomerAct,
  link: keyof CustomerMailTexts["links"],
  { parts, ...mail }: Pick<CustomerMail, "subject" | "values" | "parts">,
): Mail =>
  customerMail(
    { texts, ...names },
    {
      ...mail,
      by,
      at,
      parts: [...parts, { href: page, label: texts.links[link] }],
      footer: texts.footers.administrators,
    },
  );

const isMessage = (part: NoticePart | Message<string> | false): part is Message<string> =>
  typeof part === "object" && "parts" in part;

function namesOf(
  by: ActingPerson,
  texts: CustomerMailTexts,
  operator: string,
): readonly [short: string, whole: string] {
  if (by === "operator") return [operator, operator];
  if (by === "former") return [texts.former, texts.former];
  const { name, email } = by;
  return name === null ? [email, email] : [name, say(texts.whole, { name, address: email })];
}

/** "on 29 November 2028". */
const onDay = (texts: CustomerMailTexts, at: Instant): string => say(texts.on, { day: dateInWords(at, texts.lang) });

/** "since 29 November 2028". */
export const sinceDay = (texts: CustomerMailTexts, at: Instant): string =>
  say(texts.since, { day: dateInWords(at, texts.lang) });

/** "until 29 November 2028". */
export const untilDay = (texts: CustomerMailTexts, at: Instant): string =>
  say(texts.until, { day: dateInWords(at, texts.lang) });

/** "until 29 November 2028 at 14:03 UTC", for what no longer works afterwards. */
export const untilMoment = (texts: CustomerMailTexts, at: Instant): string =>
  say(texts.until, { day: instantInWords(at, texts.lang) });

/** "from 29 November 2028 at 14:03 UTC". */
export const fromMoment = (texts: CustomerMailTexts, at: Instant): string =>
  say(texts.from, { day: instantInWords(at, texts.lang) });

/** Permissions by name, each with its risk. */
export const permissionsInWords = (texts: CustomerMailTexts, ids: readonly string[]): string[] =>
  ids.map((id) => withRisk(texts.permission, texts, id));

/** The same, each with its end. */
export const grantsInWords = (
  texts: CustomerMailTexts,
  grants: readonly { readonly permission: string; readonly endsAt: Instant }[],
): string[] =>
  grants.map(({ permission, endsAt }) => withRisk(texts.permissionUntil, texts, permission, untilDay(texts, endsAt)));

function withRisk(
  text: Message<"name" | "risk" | "until">,
  { risks, catalogue }: CustomerMailTexts,
  id: string,
  until = "",
): string {
  const risk = findPermission(id)?.risk;
  const name = permissionName(id, catalogue);
  return risk === undefined ? name : say(text, { name, risk: risks[risk], until });
}
