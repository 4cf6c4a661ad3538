import { assertNoCoolOff, personOf } from "../rules/administrators.ts";
import { isId } from "../../kernel/ids.ts";
import type { Partner } from "../../partner/model.ts";
import { notFound } from "../../kernel/refusal.ts";
import { changeSenders as change, type SendersChange } from "../rules/senders.ts";
import type { Senders } from "../model.ts";
import type { Relationship } from "../../relationship/model.ts";
import { partnerPlace } from "../../partner/items/partners.ts";
import { relationshipsOfCustomer } from "../../relationship/items/relationships.ts";
import { sendersPlace, sendersWrites } from "../items/senders.ts";
import type { AdministratorMoment } from "../items/administrator-moment.ts";
import { changeOwnCustomer } from "./change-own-customer.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** A partner that a customer knows. */
export type KnownSender = Partner & { readonly isLive: boolean };

/**
 * The senders settings, and every partner with a relationship, live or ended, or in one of the lists. `isLive`: the customer works
 * with it at present.
 */
export async function readKnownSenders(
  { table }: Pick<Dependencies, "table">,
  customerId: string,
): Promise<{ readonly senders: Senders; readonly partners: readonly KnownSender[] }> {
  const [{ senders }, relationships] = await Promise.all([
    table.read({ senders: sendersPlace(customerId) }),
    relationshipsOfCustomer(table, customerId, true),
  ]);
  const met = relationships.map(({ partnerId }) => partnerId);
  const ids = [...new Set([...met, ...senders.blocked, ...senders.listed])];
  const partners = await table.read(ids.map(partnerPlace));
  const live = new Set(relationships.filter(isLive).map(({ partnerId }) => partnerId));
  return {
    senders,
    partners: partners.filter((partner) => partner !== null).map((one) => ({ ...one, isLive: live.has(one.id) })),
  };
}

const isLive = ({ status }: Relationship): boolean => status !== "terminated";

/** A partner that an administrator looks at, and how the customer holds it. Refuses an id that is no partner's. */
export async function readSender(
  { table }: Pick<Dependencies, "table">,
  customerId: string,
  partnerId: string,
): Promise<{ readonly partner: Partner; readonly senders: Senders }> {
  if (!isId("partner", partnerId)) throw notFound("partner");
  const { partner, senders } = await table.read({
    partner: partnerPlace(partnerId),
    senders: sendersPlace(customerId),
  });
  if (partner === null) throw notFound("partner");
  return { partner, senders };
}

/** Changes which partners may ask the customer. Repeating it changes nothing. */
export const changeSenders = (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  wanted: SendersChange,
  moment: AdministratorMoment,
): Promise<void> =>
  changeOwnCustomer(dependencies, moment, async ({ customer, administrator }, cause) => {
    const { customerId } = moment;
    const ids = "partnerId" in wanted ? [wanted.partnerId] : [...new Set(wanted.listed)];
    if (!ids.every((id) => isId("partner", id))) throw notFound("partner");
    const { before, partners } = await dependencies.table.read({
      before: sendersPlace(customerId),
      partners: ids.map(partnerPlace),
    });
    if (partners.includes(null)) throw notFound("partner");
    const changed = change(before, wanted, personOf(administrator), customer.sandbox !== null);
    if (changed === null) return { writes: [] };
    // A new administrator can keep a partner out, and cannot let one in.
    if (!("status" in wanted) || wanted.status !== "blocked") assertNoCoolOff(administrator, moment.now);
    return { writes: sendersWrites(before, changed, cause) };
  });
