import { declinedMail } from "../../../shared/customer/mails/relationship-mails.ts";
import { customerPlace } from "../../../shared/customer/items/item.ts";
import { languageOf } from "./administrator-language.ts";
import type { InvitationContext } from "./invitation-context.ts";
import type { Mailing } from "../mailing.ts";
import { declinedMailings } from "./partner-mailings.ts";
import { toAdministrators } from "./to-administrators.ts";

/** Tells the partner that the customer said no; and all administrators who it was, where they have that relationship. */
export const deniedMailings = async (context: InvitationContext): Promise<Mailing[]> => [
  ...(await declinedMailings(context)),
  ...(await administratorMailings(context)),
];

async function administratorMailings({ invitation, ...context }: InvitationContext): Promise<Mailing[]> {
  const { customerId, relationshipId } = invitation;
  if (invitation.status !== "declined" || relationshipId === null || customerId === null) return [];
  const { customer } = await context.table.read({ customer: customerPlace(customerId) });
  if (customer === null) return [];
  const { decision, terms, issue, decidedAt, isReported } = invitation;
  const denial = {
    by: { name: decision.by.name, email: decision.by.email ?? terms.customer.email },
    ...{ at: decidedAt, partner: issue.offer.partnerName, reason: decision.reason, isReported },
  };
  return toAdministrators(
    context,
    customer,
    (administrator) => languageOf(administrator, invitation).locale,
    (reader) => declinedMail(reader, { ...denial, page: reader.page(`/relationships/${relationshipId}`) }),
  );
}
