import * as z from "zod/mini";
import type { Invitation, Issue } from "../../../shared/invitation/model.ts";
import type { Customer } from "../../../shared/customer/model.ts";
import type { Relationship } from "../../../shared/relationship/model.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { customerPlace } from "../../../shared/customer/items/item.ts";
import { invitationPlace } from "../../../shared/invitation/items/item.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import { ofCustomer, relationshipPlace } from "../../../shared/relationship/items/item.ts";
import type { Table } from "../../../shared/table/table.ts";
import type { MailSetting, MailContext } from "../mailing.ts";

const toldSchema = z.object({
  relationship: z.object({
    invitationId: z.string(),
    customerId: z.string(),
    grants: z.array(z.object({ permission: z.string(), endsAt: z.string() })),
  }),
  permissions: z.array(z.string()),
  willExtend: z._default(z.boolean(), false),
});

/** What an event of a relationship is about, as it stands now. */
export interface RelationshipContext extends MailContext {
  readonly relationship: Relationship;
  readonly customer: Customer;
  /** The invitation that established it: its language is the customer's, its maker is told like its partner. */
  readonly invitation: Invitation & { readonly issue: Issue };
  /** What the event said then. */
  readonly told: z.infer<typeof toldSchema>;
}

/** Reads what an event is about, in one request; null when it is not there. */
export async function readRelationshipContext(
  table: Table,
  event: StoredEvent,
  setting: MailSetting,
): Promise<RelationshipContext | null> {
  const { aggregate, partnerId } = event.metadata;
  const told = toldSchema.parse(event.data);
  const { partner, stored, invitation, customer } = await table.read({
    partner: partnerPlace(partnerId ?? ""),
    stored: relationshipPlace(aggregate),
    invitation: invitationPlace(told.relationship.invitationId),
    customer: customerPlace(told.relationship.customerId),
  });
  if (partner === null || stored === null || !invitation?.issue || customer === null) return null;
  const { issue } = invitation;
  return {
    ...setting,
    table,
    event,
    told,
    relationship: ofCustomer(stored, customer),
    customer,
    partner,
    invitation: { ...invitation, issue },
  };
}
