import * as z from "zod/mini";
import type { Invitation, Issue } from "../../../shared/invitation/model.ts";
import type { Customer } from "../../../shared/customer/model.ts";
import { relationshipStatuses, removedVia, type Relationship } from "../../../shared/relationship/model.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { customerPlace } from "../../../shared/customer/items/item.ts";
import { invitationPlace } from "../../../shared/invitation/items/item.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import { ofCustomer, relationshipIn, relationshipPlaces } from "../../../shared/relationship/items/item.ts";
import { pairInEvent } from "../../../shared/relationship/items/pair.ts";
import type { Table } from "../../../shared/table/table.ts";
import { inOwnLanguages } from "./administrators-languages.ts";
import type { MailSetting, MailContext } from "../mailing.ts";

const dataSchema = z.object({
  relationship: z.object({
    invitationId: z.string(),
    customerId: z.string(),
    status: z.enum(relationshipStatuses),
    grants: z.array(z.object({ permission: z.string(), endsAt: z.string() })),
  }),
  permissions: z._default(z.array(z.string()), []),
  reason: z._default(z.nullable(z.string()), null),
  via: z._default(removedVia, "portal"),
  removedAt: z.optional(z.string()),
  willExtend: z._default(z.boolean(), false),
});

/** An event of a relationship, and the present state around it. */
export interface RelationshipContext extends MailContext {
  readonly relationship: Relationship;
  readonly customer: Customer;
  /** The invitation that established it. It has the customer's language, and its creator gets the partner's notices. */
  readonly invitation: Invitation & { readonly issue: Issue };
  /** The data of the event. */
  readonly data: z.infer<typeof dataSchema>;
}

/** Reads the state around an event in one request; null if part of it is missing. */
export async function readRelationshipContext(
  table: Table,
  event: StoredEvent,
  setting: MailSetting,
): Promise<RelationshipContext | null> {
  const { aggregate, partnerId } = event.metadata;
  const data = dataSchema.parse(event.data);
  const { partner, places, invitation, customer } = await table.read({
    partner: partnerPlace(partnerId ?? ""),
    places: relationshipPlaces({ id: aggregate, ...pairInEvent(event.data) }),
    invitation: invitationPlace(data.relationship.invitationId),
    customer: customerPlace(data.relationship.customerId),
  });
  const stored = relationshipIn(places, aggregate);
  if (partner === null || stored === null || !invitation?.issue || customer === null) return null;
  const { issue } = invitation;
  return {
    ...setting,
    table,
    event,
    data,
    relationship: ofCustomer(stored, customer),
    customer: await inOwnLanguages(table, customer),
    partner,
    invitation: { ...invitation, issue },
  };
}
