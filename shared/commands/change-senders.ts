import { assertNoCoolOff } from "../domain/administrators.ts";
import { isId } from "../domain/ids.ts";
import type { Partner } from "../domain/partner.ts";
import { Refusal } from "../domain/refusal.ts";
import { changeSenders as change, type Senders, type SendersChange } from "../domain/senders.ts";
import { rightsUnchanged } from "../store/administered.ts";
import { keys } from "../store/keys.ts";
import { parsePartner } from "../store/partners.ts";
import { relationshipsOfCustomer } from "../store/relationships.ts";
import { parseSenders, sendersWrites } from "../store/senders.ts";
import type { RawItem } from "../store/table.ts";
import { actingAdministrator, customerCause, type AdministratorMoment } from "./administrator-moment.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";

/** Whom a customer takes requests from, and every partner it knows: by a relationship, live or ended, or by one of its lists. */
export async function readKnownSenders(
  { table }: Pick<Dependencies, "table">,
  customerId: string,
): Promise<{ readonly senders: Senders; readonly partners: readonly Partner[] }> {
  const [[item], relationships] = await Promise.all([
    table.getMany([keys.senders(customerId)]),
    relationshipsOfCustomer(table, customerId, true),
  ]);
  const senders = parseSenders(item, customerId);
  const met = relationships.map(({ partnerId }) => partnerId);
  const ids = [...new Set([...met, ...senders.blocked, ...senders.listed])];
  const profiles = await table.getMany(ids.map(keys.partner));
  return { senders, partners: profiles.filter((profile) => profile !== null).map(parsePartner) };
}

/** A partner that an administrator looks at, and how the customer holds it. Refuses an id that is no partner's. */
export async function readSender(
  { table }: Pick<Dependencies, "table">,
  customerId: string,
  partnerId: string,
): Promise<{ readonly partner: Partner; readonly senders: Senders }> {
  if (!isId("partner", partnerId)) throw unknownPartner();
  const [profile, item] = await table.getMany([keys.partner(partnerId), keys.senders(customerId)]);
  return { partner: knownPartner(profile), senders: parseSenders(item, customerId) };
}

/**
 * An administrator says who may ask the customer for something (product table, row 14): every address of the customer
 * is meant. Saying it again changes nothing. Refuses an id that is no partner's.
 */
export async function changeSenders(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  wanted: SendersChange,
  moment: AdministratorMoment,
): Promise<void> {
  const key = await masterKey();
  await attempt(async () => {
    const { customerId } = moment;
    const { customer, administrator, rights } = await actingAdministrator(table, moment);
    if ("partnerId" in wanted && !isId("partner", wanted.partnerId)) throw unknownPartner();
    const partnerKey = "partnerId" in wanted ? [keys.partner(wanted.partnerId)] : [];
    const [item, profile] = await table.getMany([keys.senders(customerId), ...partnerKey]);
    if (partnerKey.length > 0) knownPartner(profile);
    const { id, email, name } = administrator;
    const before = parseSenders(item, customerId);
    const changed = change(before, wanted, { id, email, name }, customer.sandbox !== null);
    if (changed === null) return;
    // A new administrator can keep a partner out, and cannot let one in.
    if (!("standing" in wanted) || wanted.standing !== "blocked") assertNoCoolOff(administrator, moment.now);
    await table.transact([...sendersWrites(before, changed, customerCause(moment, key)), rightsUnchanged(rights)]);
  });
}

function knownPartner(profile: RawItem | null | undefined): Partner {
  if (!profile) throw unknownPartner();
  return parsePartner(profile);
}

const unknownPartner = (): Refusal => new Refusal("not-found", "There is no such partner.");
