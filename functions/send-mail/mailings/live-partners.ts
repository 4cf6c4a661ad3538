import { isAttended } from "../../../shared/customer/model.ts";
import type { Relationship } from "../../../shared/relationship/model.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import type { CustomerMailReader } from "../../../shared/customer/mails/customer-mail.ts";
import type { Mail } from "../../../shared/invitation/mails/request-mail.ts";
import { invitationPlace } from "../../../shared/invitation/items/item.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import { relationshipsOfCustomer } from "../../../shared/relationship/items/relationships.ts";
import type { CustomerContext } from "./customer-context.ts";
import type { Mailing } from "../mailing.ts";
import { partnerLocale, partnerNames, toPartner } from "./partner-mailings.ts";
import { readerIn } from "./to-administrators.ts";

/** What every notice to one partner needs. */
interface AboutCustomer {
  readonly at: Instant;
  readonly partner: string;
  readonly address: string;
  readonly relationshipId: string;
}

/** One notice of a customer's own event to each partner that has a live relationship with it. */
export async function toLivePartners(
  context: CustomerContext,
  mailTo: (reader: CustomerMailReader, about: AboutCustomer) => Mail,
): Promise<Mailing[]> {
  const { table, customer, event, operatorName } = context;
  const all = await relationshipsOfCustomer(table, customer.id, isAttended(customer));
  const live = onePerPartner(all.filter(({ status }) => status !== "terminated"));
  const found = await table.read(
    new Map(
      live.map(({ id, partnerId, invitationId }) => [
        id,
        { partner: partnerPlace(partnerId), invitation: invitationPlace(invitationId) },
      ]),
    ),
  );
  const mailings = await Promise.all(
    [...found].map(async ([relationshipId, { partner, invitation }]) => {
      if (partner === null || !invitation?.issue) return [];
      const { issue } = invitation;
      const subject = { table, partner, invitation: { ...invitation, issue }, operatorName };
      const { customer: name, address } = partnerNames(subject);
      const reader = await readerIn(partnerLocale(partner), context, { name });
      const about = { at: event.metadata.occurredAt, partner: partner.displayName, address, relationshipId };
      const sent = await toPartner(subject, mailTo(reader, about));
      return sent.map((mailing) => ({ ...mailing, partnerId: partner.id }));
    }),
  );
  return mailings.flat();
}

/** The newest relationship of each partner. */
const onePerPartner = (relationships: readonly Relationship[]): Relationship[] => [
  ...new Map(relationships.toReversed().map((relationship) => [relationship.partnerId, relationship])).values(),
];
