import type { Delivery } from "../../shared/domain/delivery.ts";
import type { Invitation, Issue } from "../../shared/domain/invitation.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { parseDelivery, parseInvitation } from "../../shared/store/invitation-items.ts";
import { keys } from "../../shared/store/keys.ts";
import { parsePartner } from "../../shared/store/partners.ts";
import type { RawItem, Table } from "../../shared/store/table.ts";
import type { MailSetting, Occasion } from "./mailing.ts";

/** What an event of an invitation is about, as it stands now. */
export interface InvitationOccasion extends Occasion {
  readonly invitation: Invitation & { readonly issue: Issue };
  readonly delivery: Delivery | null;
  /** The item of the newest code, not yet parsed. */
  readonly code: RawItem | null;
}

/** Reads what an event is about, in one request; null when it is not there, or was never sent. */
export async function readInvitationOccasion(
  table: Table,
  event: StoredEvent,
  setting: MailSetting,
): Promise<InvitationOccasion | null> {
  const { aggregate, partnerId } = event.metadata;
  const [id = ""] = aggregate.split("/");
  const [profile, state, delivery, code = null] = await table.getMany([
    keys.partner(partnerId ?? ""),
    keys.invitation(id),
    keys.delivery(id),
    keys.code(id),
  ]);
  if (!profile || !state) return null;
  const invitation = parseInvitation(state);
  const { issue } = invitation;
  if (issue === null) return null;
  return {
    ...setting,
    table,
    event,
    invitation: { ...invitation, issue },
    delivery: delivery ? parseDelivery(delivery) : null,
    partner: parsePartner(profile),
    code,
  };
}
