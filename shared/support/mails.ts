import { administratorsMail, customerMail, type CustomerMailReader } from "../customer/mails/customer-mail.ts";
import type { Mail } from "../invitation/mails/request-mail.ts";
import type { Instant } from "../kernel/time.ts";

interface AboutRequest {
  readonly at: Instant;
  readonly partner: string;
  readonly subject: string;
}

/** What happened to a request, for the customer's administrators. */
export type SupportNews = "opened" | "continued" | "answered" | "closedByPartner" | "closedByOperator";

/** To administrators: their partner asks the operator for help, or was answered. The messages are in the portal only. */
export function supportMail(
  reader: CustomerMailReader,
  news: SupportNews,
  { at, partner, subject: topic, page }: AboutRequest & { readonly page: string },
): Mail {
  const { support } = reader.texts;
  const { subject, by } = support[news];
  const parts = [by, support.topic, support.wrong];
  return administratorsMail(reader, { at, page }, "support", { subject, values: { partner, topic }, parts });
}

/** To a partner: the operator answered or closed its request. */
export function supportNotice(
  reader: CustomerMailReader,
  news: "answered" | "closed",
  { at, partner, subject: topic, requestId: request }: AboutRequest & { readonly requestId: string },
): Mail {
  const { support, footers } = reader.texts;
  const { subject, text, next } = support.partner[news];
  const values = { partner, topic, request };
  return customerMail(reader, { at, subject, values, parts: [text, support.topic, next], footer: footers.support });
}
