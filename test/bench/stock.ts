import { BatchWriteItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { tagPseudonym, addressPseudonym } from "../../shared/crypto/pseudonyms.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { addDays } from "../../shared/kernel/time.ts";
import { invitationItem } from "../../shared/invitation/items/item.ts";
import { openInvitationLock, type WholeInvitation } from "../../shared/invitation/items/invitations.ts";
import { firstEntries } from "../../shared/invitation/items/list-entries.ts";
import type { RawItem } from "../../shared/table/table.ts";
import type { Write } from "../../shared/table/writes.ts";
import { aMasterKey } from "../support/builders/a-master-key.ts";
import { Partner } from "../actors/partner.ts";
import { now } from "../support/builders/fixed-clock.ts";

/** The tag that every invitation of a stock has. */
export const stockTag = "spring";

/** The address of the n-th customer of a stock. */
export const stockAddress = (at: number): string => `it@stock-${String(at).padStart(9, "0")}.example`;

const key = aMasterKey();

/** An invitation as the product made it, from which a stock is copied. */
export async function aSpecimen(dependencies: Dependencies, partnerId: string): Promise<WholeInvitation> {
  const partner = new Partner(dependencies, partnerId);
  const notes = { tags: [stockTag] };
  return partner.read((await partner.create({ email: stockAddress(0), notes, reminders: [] })).reading.id);
}

/** The same for another customer, with an id of its own. */
export function copyOf({ invitation, notes }: WholeInvitation, id: string, at: number): WholeInvitation {
  if (invitation.status !== "pending") throw new Error(`${invitation.id} is ${invitation.status}, not open.`);
  const { issue, terms } = invitation;
  const email = stockAddress(at);
  const pending = {
    ...invitation,
    id,
    terms: { ...terms, customer: { ...terms.customer, email } },
    issue: { ...issue, expiresAt: addDays(now, 30), offer: { ...issue.offer, customer: email } },
  };
  return { invitation: pending, delivery: null, notes: { ...notes, invitationId: id } };
}

/** The items without which an open invitation cannot be swept: itself, and its lock. */
export function sweptItems({ invitation, notes }: WholeInvitation): RawItem[] {
  const address = addressPseudonym(invitation.terms.customer.email, key);
  return [
    invitationItem(invitation, { notes }),
    ...itemsOf(openInvitationLock.take(invitation.partnerId, invitation, address)),
  ];
}

/** Those by which it is in its partner's lists, too. */
export const listedItems = (whole: WholeInvitation): RawItem[] => [
  ...sweptItems(whole),
  ...firstEntries(whole.invitation, [tagPseudonym(stockTag, key)], key),
];

const itemsOf = (writes: readonly Write[]): RawItem[] =>
  writes.flatMap((write) => (write.kind === "put" ? [write.item] : []));

const batch = 25;
const atOnce = 4;

/** Puts items from the `from`-th to the `to`-th into a table without the product. */
export async function stock(
  { client, table }: { readonly client: DynamoDBClient; readonly table: string },
  items: (at: number) => RawItem[],
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  let next = from;
  const lane = async (): Promise<void> => {
    let waiting: RawItem[] = [];
    while (next < to || waiting.length > 0) {
      while (next < to && waiting.length < batch) waiting.push(...items(next++));
      const requests = waiting.slice(0, batch).map((item) => {
        return { PutRequest: { Item: marshall(item, { removeUndefinedValues: true }) } };
      });
      waiting = waiting.slice(batch);
      const { UnprocessedItems = {} } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: requests } }),
      );
      if (Object.keys(UnprocessedItems).length > 0) throw new Error("DynamoDB Local left items unwritten.");
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
