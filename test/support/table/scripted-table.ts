import { standingWrite } from "../../../shared/partner/items/partners.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { parseEvents } from "../../../shared/events/stored-events.ts";
import { parseCode } from "../../../shared/codes/item.ts";
import { parseDelivery, parseInvitation, parseNotes } from "../../../shared/invitation/items/item.ts";
import type { Key } from "../../../shared/table/keys.ts";
import { readerOf } from "../../../shared/table/plans.ts";
import type { RawItem, Table } from "../../../shared/table/table.ts";
import type { Write } from "../../../shared/table/writes.ts";

/**
 * A table's answers for a handler's test: reads find the items that the test gave, writes are noted and succeed
 * unless the test says otherwise. What is written cannot be read: conditions and transactions are tested on DynamoDB.
 */
export function scriptedTable(items: readonly RawItem[], answers: Partial<Table> = {}) {
  const transactions: (readonly Write[])[] = [];
  const puts: RawItem[] = [];
  const removed: Key[] = [];
  const table: Table = {
    read: readerOf(async () => withParts(items)),
    query: async () => ({ items: [], next: null }),
    count: async () => 0,
    transact: async (writes) => void transactions.push(writes),
    put: async (item) => {
      puts.push(item);
      return true;
    },
    connection: { client: { send: async () => ({}) }, name: "data", pause: async () => undefined },
    increment: async () => null,
    set: async () => true,
    remove: async (key) => void removed.push(key),
    ...answers,
  };
  return { table, transactions, puts, removed };
}

/**
 * Items with the parts that were given for them, which are of no entity, and a partner with its standing. Where an item is
 * given twice, the first counts.
 */
export const withParts = (items: readonly RawItem[]): RawItem[] =>
  [...Map.groupBy(items.flatMap(withStanding), ({ PK, SK }) => JSON.stringify([PK, SK])).values()].flatMap((given) => {
    const whole = given.find((item) => !isPart(item));
    return whole ? [Object.assign({}, whole, ...given.filter(isPart).toReversed()) as RawItem] : [];
  });

const withStanding = (item: RawItem): RawItem[] => {
  const id = /^PTN#(.*) PROFILE$/.exec(`${String(item["PK"])} ${String(item["SK"])}`)?.[1];
  return id === undefined ? [item] : [item, standingWrite({ ...(item as unknown as Partner), id }).item];
};

const isPart = ({ PK, entity }: RawItem): boolean => String(PK).startsWith("INV#") && entity === undefined;

/** What transactions wrote, in order: items that they put, of an item of events its events, and states and parts of invitations. */
export const itemsOf = (transactions: readonly (readonly Write[])[]): RawItem[] => transactions.flat().flatMap(written);

function written(write: Write): RawItem[] {
  if (write.kind === "put") return asRead(write.item);
  if (write.kind !== "update" || !write.key.PK.startsWith("INV#")) return [];
  return partsOf({ ...write.key, ...write.set });
}

/** An item as tests read it: of an item of events its events, of an invitation's its state and parts. */
const asRead = (item: RawItem): RawItem[] =>
  item["entity"] === "event"
    ? parseEvents(item).map((event) => ({ entity: "event", ...event }))
    : item["entity"] === "invitation"
      ? partsOf(item)
      : [item];

const partsOf = (item: RawItem): RawItem[] => [
  ...("state" in item ? [{ ...item, entity: "invitation", ...parseInvitation(item) }] : []),
  ...("notes" in item ? [{ entity: "notes", ...parseNotes(item) }] : []),
  ...("delivery" in item ? [{ entity: "delivery", ...parseDelivery(item) }] : []),
  ...("code" in item ? [{ entity: "code", ...parseCode(item) }] : []),
];
