import { addressPseudonym } from "../crypto/pseudonyms.ts";
import type { MasterKey } from "../crypto/master-key.ts";
import { parseEvents, parseLink } from "../events/stored-events.ts";
import personalFields from "../events/personal-fields.json" with { type: "json" };
import { mailboxOf } from "../kernel/address.ts";
import type { PersonalMarks } from "../kernel/personal.ts";
import { aggregateOf } from "../table/keys.ts";
import type { RawItem } from "../table/table.ts";
import type { ExportedItem } from "./model.ts";
import { namesBeside, onlyOfPerson, personalOf, type Person } from "./person-rules.ts";
import { opened, storedMarks } from "./stored-kinds.ts";

/** A person with the pseudonyms under which items are stored. */
export interface StoredPerson extends Person {
  readonly address: string;
  readonly mailbox: string;
}

/** A person with its pseudonyms. */
export const storedPerson = (email: string, names: readonly string[], key: MasterKey): StoredPerson => ({
  email,
  names,
  address: addressPseudonym(email, key),
  mailbox: addressPseudonym(mailboxOf(email), key),
});

/** What a stored item is. */
export const entityOf = (item: RawItem): string => String(item["entity"]);

/** Requests themselves have the address only while they run. */
const isOfRequests = (item: RawItem): boolean => ["data-request", "exported-data"].includes(entityOf(item));

/** Whether the person's pseudonym is in the key of an item, or the item is about it. */
export const isUnderPseudonym = (item: RawItem, { address, mailbox }: StoredPerson): boolean =>
  !isOfRequests(item) &&
  [item["PK"], item["SK"], item["address"]].some((part) => {
    const parts = String(part).split("#");
    return parts.includes(address) || parts.includes(mailbox);
  });

/** The personal fields of the data of any event. */
const eventMarks = marksIn(personalFields as Listed);

type Listed = true | { readonly [member: string]: Listed };
function marksIn(listed: Listed): PersonalMarks {
  if (listed === true) return { personal: true, nullable: false };
  return Object.fromEntries(Object.entries(listed).map(([name, member]) => [name, marksIn(member)]));
}

/** Names that stand beside the address in an item. */
export function namesIn(item: RawItem, email: string): string[] {
  const beside = (value: unknown, marks: PersonalMarks | undefined) => namesBeside(value, marks, email);
  if (entityOf(item) !== "event") return beside(opened(item), storedMarks[entityOf(item)]);
  return parseEvents(item).flatMap(({ data }) => beside(data, eventMarks));
}

/** The person's values in the events of an item. */
export const personalInEvents = (item: RawItem, person: Person): ReadonlySet<unknown> =>
  new Set(parseLink(item).events.flatMap(({ data }) => personalOf(data, eventMarks, person)));

/** Keys, links' numbers and what the table needs say nothing about a person. */
const unsaid = /^(?:PK|SK|GSI\d.*|entity|schema|ttl|eventDigest|linkEpoch|linkVersion|code|revision)$/;

const said = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(said);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (unsaid.test(name) ? [] : [[name, said(member)]])),
  );
};

/** What an item has of a person, without personal data of others; nothing if it has none. Codes are not exported. */
export function exportedOf(item: RawItem, person: StoredPerson): readonly ExportedItem[] {
  const kind = entityOf(item);
  if (isOfRequests(item)) return [];
  if (kind === "event") {
    const own = parseEvents(item).flatMap((event) => {
      const data = onlyOfPerson(event.data, eventMarks, person);
      const { type, metadata } = event;
      const { aggregate, sequence, occurredAt, partnerId } = metadata;
      return data === null ? [] : [{ type, aggregate, sequence, occurredAt, partnerId, data }];
    });
    return own.length === 0 ? [] : [{ kind, id: own[0]!.aggregate, data: { events: said(own) } }];
  }
  const data = onlyOfPerson(opened(item), storedMarks[kind], person) ?? (isUnderPseudonym(item, person) ? item : null);
  return data === null ? [] : [{ kind, id: idOf(item), data: said(data) as ExportedItem["data"] }];
}

const idOf = (item: RawItem): string | null => {
  if (entityOf(item) === "invitation") return aggregateOf(String(item["PK"]));
  const id = item["id"] ?? item["invitationId"] ?? item["customerId"] ?? item["relationshipId"];
  return typeof id === "string" ? id : null;
};
