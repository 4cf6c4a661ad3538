import * as z from "zod/mini";
import type { Customer } from "../../../shared/customer/model.ts";
import { customerPlace } from "../../../shared/customer/items/item.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import { supportMail, supportNotice, type SupportNews } from "../../../shared/support/mails.ts";
import type { Table } from "../../../shared/table/table.ts";
import type { Mailing, MailSetting } from "../mailing.ts";
import { inOwnLanguages } from "./administrators-languages.ts";
import { partnerLocale, peopleOf } from "./partner-mailings.ts";
import { languageAmong, noticeTo, readerIn, toAdministrators } from "./to-administrators.ts";

const dataSchema = z.object({
  request: z.object({
    id: z.string(),
    customerId: z.string(),
    subject: z.string(),
    openedBy: z.string(),
    closedBy: z.nullable(z.enum(["partner", "operator"])),
  }),
});

/** An event of a support request, and the present customer and partner. */
export interface SupportContext extends MailSetting {
  readonly table: Table;
  readonly event: StoredEvent;
  readonly customer: Customer;
  readonly partner: Partner;
  readonly request: z.infer<typeof dataSchema>["request"];
}

/** Reads the customer and the partner of a support request; null if one is missing. */
export async function readSupportContext(
  table: Table,
  event: StoredEvent,
  setting: MailSetting,
): Promise<SupportContext | null> {
  const { request } = dataSchema.parse(event.data);
  const { customer, partner } = await table.read({
    customer: customerPlace(request.customerId),
    partner: partnerPlace(event.metadata.partnerId ?? ""),
  });
  if (customer === null || partner === null) return null;
  return { ...setting, table, event, request, partner, customer: await inOwnLanguages(table, customer) };
}

/** Notifies all administrators that the partner wrote. An alarm tells the operator. */
export const writtenMailings =
  (news: "opened" | "continued") =>
  (context: SupportContext): Promise<Mailing[]> =>
    mailAdministrators(context, news);

/** Notifies both sides that the operator answered. */
export const answeredMailings = async (context: SupportContext): Promise<Mailing[]> => [
  ...(await mailAdministrators(context, "answered")),
  ...(await mailPartner(context, "answered")),
];

/** Notifies all administrators that the request is closed, and the partner if the operator closed it. */
export async function closedMailings(context: SupportContext): Promise<Mailing[]> {
  const isByOperator = context.request.closedBy === "operator";
  return [
    ...(await mailAdministrators(context, isByOperator ? "closedByOperator" : "closedByPartner")),
    ...(isByOperator ? await mailPartner(context, "closed") : []),
  ];
}

const aboutRequest = ({ event, partner, request: { subject } }: SupportContext) => ({
  at: event.metadata.occurredAt,
  partner: partner.displayName,
  subject,
});

const mailAdministrators = (context: SupportContext, news: SupportNews): Promise<Mailing[]> => {
  const { customer, request } = context;
  return toAdministrators(
    context,
    customer,
    (administrator) => languageAmong(administrator, customer),
    (reader) => {
      const page = reader.page(`/customers/${customer.id}/support/${request.id}`);
      return supportMail(reader, news, { ...aboutRequest(context), page });
    },
  );
};

async function mailPartner(context: SupportContext, news: "answered" | "closed"): Promise<Mailing[]> {
  const { table, customer, partner, request } = context;
  const reader = await readerIn(partnerLocale(partner), context, customer);
  const mail = supportNotice(reader, news, { ...aboutRequest(context), requestId: request.id });
  const people = await peopleOf(table, partner, request.openedBy);
  return people.map((to) => ({ ...noticeTo(to, context, mail), kind: "partner-notice" }));
}
