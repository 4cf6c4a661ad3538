import * as z from "zod/mini";
import { aggregateWrites } from "../../events/stored-events.ts";
import type { Cause } from "../../events/envelope.ts";
import type { DomainEvent } from "../../events/event.ts";
import { queryRefusal } from "../../kernel/refusal.ts";
import type { Instant } from "../../kernel/time.ts";
import { table as names } from "../../names.ts";
import { instant } from "../../schema/primitives.ts";
import { hasEvents, text } from "../../schema/values.ts";
import { nameKey, searchWords, shownName } from "../rules/names.ts";
import { contact, partnerCustomer, type Contact, type Customer, type PartnerCustomer } from "../model.ts";
import { customerKeys, customerLists, searchTerms } from "./keys.ts";
import { idsPage, type Page, type Stretch } from "../../table/pages.ts";
import { place } from "../../table/places.ts";
import type { RawItem, Table } from "../../table/table.ts";
import type { Write } from "../../table/writes.ts";

/** Each contact is an attribute of its own, by the pseudonym of its address, so that nothing has to be read before. */
const contactPrefix = "contact#";

/** A contact as stored: with when it was last learnt, which older ones lack. */
const storedContact = z.object({ ...contact.shape, at: z.optional(instant) });

const storedCustomer = z.object({ ...partnerCustomer.shape, ...hasEvents });

/** The newest contact is the first. */
const parsePartnerCustomer = (item: RawItem): PartnerCustomer => {
  const names = Object.keys(item).filter((name) => name.startsWith(contactPrefix));
  const stored = names.sort().map((name) => storedContact.parse(item[name]));
  const contacts = stored.toSorted(({ at: one = "" }, { at: other = "" }) => (one < other ? 1 : one > other ? -1 : 0));
  return storedCustomer.parse({ alias: null, tags: [], annotations: 0, ...item, contacts });
};

/** What a partner knows of a customer. */
export const partnerCustomerPlace = (partnerId: string, customerId: string) =>
  place(customerKeys.ofPartner(partnerId, customerId), parsePartnerCustomer);

/** What an acceptance, or an amendment, tells a partner of a customer. */
export interface Learnt extends Pick<
  PartnerCustomer,
  "customerId" | "partnerId" | "organization" | "domain" | "since"
> {
  /** When it tells it. */
  readonly at: Instant;
  /** The customer's own name. */
  readonly name: string;
  /** By the pseudonym of the address. */
  readonly contacts: Readonly<Record<string, Contact>>;
  /** Pseudonym of the founder's mail domain, for the operator's search; null for a customer that another partner knows. */
  readonly foundedBy: string | null;
}

/** The write by which a partner knows a customer. The partner's own name for it never changes. */
export function partnerCustomerWrite({ contacts, foundedBy, at, name, ...known }: Learnt): Write {
  const { customerId, partnerId } = known;
  const named = Object.entries(contacts).map(([address, one]) => [`${contactPrefix}${address}`, { ...one, at }]);
  const byName = nameEntry({ ...known, alias: null }, { name });
  const index = foundedBy !== null && { GSI1PK: customerLists.ofDomain(foundedBy), GSI1SK: customerId };
  return {
    kind: "update",
    key: customerKeys.ofPartner(partnerId, customerId),
    set: Object.fromEntries(named) as Record<string, object>,
    add: { version: 1 },
    setOnce: { entity: "partner-customer", schema: 1, ...known, ...index, ...byName },
  };
}

/** Where a customer is in the list of its partner. */
const nameEntry = (
  known: Pick<PartnerCustomer, "alias" | "organization" | "customerId" | "partnerId">,
  account: Pick<Customer, "name">,
) => ({
  GSI3PK: customerLists.byName(known.partnerId),
  GSI3SK: `${nameKey(shownName(known, account))}#${known.customerId}`,
});

/** The writes of a customer's new alias and tags, with their event. */
export const annotationWrites = (
  before: PartnerCustomer,
  after: PartnerCustomer,
  { account, event, cause }: { readonly account: Customer; readonly event: DomainEvent; readonly cause: Cause },
): Write[] =>
  aggregateWrites(before, cause, [event], (newest) => {
    const { alias, tags, annotations } = after;
    return {
      kind: "update",
      key: customerKeys.ofPartner(after.partnerId, after.customerId),
      set: { ...(alias !== null && { alias }), tags, annotations, ...nameEntry(after, account), ...newest },
      ...(alias === null && { remove: ["alias"] }),
      condition:
        before.annotations === 0
          ? { expression: "attribute_exists(PK) AND attribute_not_exists(annotations)" }
          : { expression: "annotations = :before", values: { ":before": before.annotations } },
    };
  });

/** The terms by which a partner finds a customer. */
export const termsOf = (known: PartnerCustomer, account: Pick<Customer, "name">): string[] => [
  ...searchWords(known, account).map(searchTerms.word),
  ...known.tags.map((tag) => searchTerms.tag(tag, nameKey(shownName(known, account)))),
];

/** The position of a customer in its partner's list, and the terms by which it is found now. */
const searchSchema = z.object({ GSI3SK: text, terms: z._default(z.array(text), []) });
export type FoundBy = z.output<typeof searchSchema>;

/** How a partner finds a customer. */
export const foundByPlace = (partnerId: string, customerId: string) =>
  place(customerKeys.ofPartner(partnerId, customerId), (item): FoundBy => searchSchema.parse(item));

/** How a partner should find a customer. */
export const foundByOf = (known: PartnerCustomer, account: Pick<Customer, "name">): FoundBy => ({
  GSI3SK: nameEntry(known, account).GSI3SK,
  terms: termsOf(known, account),
});

/** Notes how a partner finds a customer now, unless that was noted anew since it was read. */
export function noteFoundBy(
  table: Table,
  { partnerId, customerId }: Pick<PartnerCustomer, "partnerId" | "customerId">,
  before: FoundBy,
  after: FoundBy,
): Promise<boolean> {
  const isFirst = before.terms.length === 0;
  return table.set(customerKeys.ofPartner(partnerId, customerId), after, {
    expression: `GSI3SK = :position AND ${isFirst ? "attribute_not_exists(terms)" : "terms = :terms"}`,
    values: { ":position": before.GSI3SK, ...(!isFirst && { ":terms": before.terms }) },
  });
}

/** Where the entries of a partner's customers have one by a term. */
export const foundPosition = (term: string, customerId: string): string => customerKeys.found("", term, customerId).SK;

/** Ids of a partner's customers in the order of the names by which it knows them. `cursor` is the last id seen. */
export async function customersInOrder(
  table: Table,
  partnerId: string,
  { limit, cursor }: Stretch,
): Promise<Page<string>> {
  // The cursor is an id: a name can be a person's, which must not appear in URLs and logs.
  const last = await table.read(cursor === null ? null : foundByPlace(partnerId, cursor));
  if (cursor !== null && last === null) throw unknownCursor();
  const { items } = await table.query({
    index: names.orderIndex,
    partition: customerLists.byName(partnerId),
    ...(last !== null && { sort: { after: last.GSI3SK } }),
    limit: limit + 1,
  });
  return idsPage(
    items.map(({ SK }) => String(SK)),
    limit,
  );
}

/** Ids of a partner's customers with a term that begins so, each with its term, from a term on. One query. */
export async function customersFound(
  table: Table,
  partnerId: string,
  prefix: string,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<{ readonly items: { readonly id: string; readonly term: string }[]; readonly next: string | null }> {
  const { PK } = customerKeys.found(partnerId, "", "");
  const { items } = await table.query({
    partition: PK,
    sort: after === null ? { beginsWith: prefix } : { between: [after, `${prefix}\u{10FFFF}`] },
    // What was seen last can come again.
    limit: limit + 2,
  });
  const entries = items.map(({ SK }) => String(SK)).filter((key) => key !== after);
  const page = idsPage(entries, limit);
  return {
    items: page.items.map((key) => ({
      id: key.slice(key.lastIndexOf("#") + 1),
      term: key.slice(0, key.lastIndexOf("#")),
    })),
    next: page.next,
  };
}

/** Refuses a cursor that names no customer of the list. */
export const unknownCursor = () => queryRefusal("cursor", "cursor-unknown", "The cursor does not belong to this list.");
