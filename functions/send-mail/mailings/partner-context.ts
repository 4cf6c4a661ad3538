import type { Partner } from "../../../shared/partner/model.ts";
import type { PartnerUser } from "../../../shared/users/model.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { PartnerReader } from "../../../shared/partner/mails/partner-mails.ts";
import { loadPartnerMailTexts } from "../../../shared/partner/mails/texts.ts";
import { allUsers } from "../../../shared/users/item.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import type { Table } from "../../../shared/table/table.ts";
import type { MailSetting } from "../mailing.ts";
import { partnerLocale } from "./partner-mailings.ts";

/** An event of a partner, with the present partner and its users. */
export interface PartnerContext {
  readonly event: StoredEvent;
  readonly partner: Partner;
  readonly users: readonly PartnerUser[];
  readonly operatorName: string;
  readonly reader: PartnerReader;
}

/** Reads the partner of an event and its users; null if there is none. */
export async function readPartnerContext(
  table: Table,
  event: StoredEvent,
  { operatorName }: MailSetting,
): Promise<PartnerContext | null> {
  const [id = ""] = event.metadata.aggregate.split("/");
  const { partner } = await table.read({ partner: partnerPlace(id) });
  if (partner === null) return null;
  const texts = await loadPartnerMailTexts(partnerLocale(partner));
  const reader = { texts, partner: partner.displayName, operator: operatorName };
  return { event, partner, users: await allUsers(table, id), operatorName, reader };
}
