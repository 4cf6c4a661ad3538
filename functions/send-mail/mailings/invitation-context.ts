import type { Delivery } from "../../../shared/delivery/model.ts";
import type { Invitation, Issue } from "../../../shared/invitation/model.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { deliveryPlace, invitationPlace } from "../../../shared/invitation/items/item.ts";
import { codePlace } from "../../../shared/codes/item.ts";
import type { IssuedCode } from "../../../shared/codes/model.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import type { Table } from "../../../shared/table/table.ts";
import type { MailSetting, MailContext } from "../mailing.ts";

/** An event of an invitation, and the present state around it. */
export interface InvitationContext extends MailContext {
  readonly invitation: Invitation & { readonly issue: Issue };
  readonly delivery: Delivery | null;
  /** The newest code. */
  readonly code: IssuedCode | null;
}

/** Reads the state around an event in one request; null if the invitation is missing or was never sent. */
export async function readInvitationContext(
  table: Table,
  event: StoredEvent,
  setting: MailSetting,
): Promise<InvitationContext | null> {
  const { aggregate, partnerId } = event.metadata;
  const [id = ""] = aggregate.split("/");
  const { partner, invitation, delivery, code } = await table.read({
    partner: partnerPlace(partnerId ?? ""),
    invitation: invitationPlace(id),
    delivery: deliveryPlace(id),
    code: codePlace(id),
  });
  if (partner === null || !invitation?.issue) return null;
  const { issue } = invitation;
  return { ...setting, table, event, invitation: { ...invitation, issue }, delivery, partner, code };
}
