import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import { inOrder, readHistory, readPartHistory } from "../../events/stored-events.ts";
import type { StoredEvent } from "../../events/envelope.ts";
import { invitationPlace } from "../../invitation/items/item.ts";
import { newestToAddress } from "../../invitation/items/lists.ts";
import { normaliseAddress } from "../../kernel/address.ts";
import { isId } from "../../kernel/ids.ts";
import { notFound } from "../../kernel/refusal.ts";
import { partnerStandingPlace } from "../../partner/items/partners.ts";
import { relationshipsOfPair } from "../../relationship/items/lists.ts";
import { connectedIn, connectedPlaces, type ConnectedCustomer } from "../../relationship/items/relationships.ts";
import { pageOf, type Page, type Stretch } from "../../table/pages.ts";
import { present } from "../../table/places.ts";
import { byId } from "../../table/plans.ts";
import type { Table } from "../../table/table.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { rightsPlace } from "../items/administered.ts";
import {
  customersFound,
  customersInOrder,
  foundByPlace,
  foundPosition,
  partnerCustomerPlace,
  termsOf,
  unknownCursor,
} from "../items/customers.ts";
import { searchTerms } from "../items/keys.ts";
import type { PartnerCustomer } from "../model.ts";
import { firstMatch, nameKey } from "../rules/names.ts";

/** A customer with its relationships to a partner, and what that partner knows of it. */
export interface KnownCustomer extends ConnectedCustomer {
  readonly customer: PartnerCustomer;
}

/** Which of a partner's customers are listed. */
export interface CustomerFilter extends Stretch {
  readonly partnerId: string;
  /** The start of a name, of one of its words or of a mail domain, or an exact address. */
  readonly q?: string | undefined;
  readonly tag?: string | undefined;
}

/** How many entries are read next after a page without a match. */
const laterLimit = 100;

/** How many entries are read at once where only those are read further that a tag has too. */
const keysLimit = 800;

/** Maximum number of an address's newest invitations by which its customers are found. */
const mostInvitations = 25;

/** Maximum number of relationships that one customer is shown with. */
const mostRelationships = 50;

/**
 * One page of a partner's customers with their live relationships: in the order of their names, or in that of the words that
 * match.
 */
export async function readCustomers(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  { partnerId, q, tag, ...stretch }: CustomerFilter,
): Promise<Page<KnownCustomer>> {
  if (q !== undefined && normaliseAddress(q) !== null) {
    const ids = await idsOfAddress(table, partnerId, addressPseudonym(q, await masterKey()));
    const { cursor, limit } = stretch;
    const known = await knownCustomers(
      table,
      partnerId,
      ids.filter((id) => cursor === null || id > cursor),
    );
    const fitting = known.filter(
      ({ customer: { contacts, tags } }) => contacts.some(({ email }) => email === q) && hasTag(tags, tag),
    );
    return pageOf(fitting, limit, ({ customer }) => customer.customerId);
  }
  const prefix = q !== undefined ? searchTerms.word(nameKey(q)) : tag !== undefined ? searchTerms.ofTag(tag) : null;
  // Of accents alone nothing is left: all words would begin with it.
  if (prefix === searchTerms.word("")) return { items: [], next: null };
  if (prefix !== null) return search({ table, partnerId, prefix, tag }, stretch);
  const { items, next } = await customersInOrder(table, partnerId, stretch);
  return { items: await knownCustomers(table, partnerId, items), next };
}

const hasTag = (tags: readonly string[], tag: string | undefined): boolean => tag === undefined || tags.includes(tag);

interface Search {
  readonly table: Table;
  readonly partnerId: string;
  /** How the terms begin that are looked for. */
  readonly prefix: string;
  readonly tag: string | undefined;
}

/** Each customer is listed by the first of its terms that match, so that it comes once. */
async function search(
  { table, partnerId, prefix, tag }: Search,
  { limit, cursor }: Stretch,
): Promise<Page<KnownCustomer>> {
  let after = cursor === null ? null : await positionOf({ table, partnerId, prefix }, cursor);
  const tagged = await idsOfTag({ table, partnerId, prefix, tag });
  for (let size = limit; ; size = laterLimit) {
    const entries = await customersFound(table, partnerId, prefix, {
      limit: tagged === null ? size : keysLimit,
      after,
    });
    const all = entries.items.filter(({ id }) => tagged === null || tagged.has(id));
    const listed = all.slice(0, size);
    const end = listed.at(-1);
    const rest = end !== undefined && all.length > size ? foundPosition(end.term, end.id) : entries.next;
    const ids = [...new Set(listed.map(({ id }) => id))];
    const known = new Map((await knownCustomers(table, partnerId, ids)).map((one) => [one.customer.customerId, one]));
    const fitting = listed.flatMap(({ id, term }) => {
      const one = known.get(id);
      if (one === undefined || !hasTag(one.customer.tags, tag)) return [];
      return firstMatch(termsOf(one.customer, one.account), prefix) === term ? [one] : [];
    });
    const { items, next } = pageOf(fitting, limit, ({ customer }) => customer.customerId);
    // A page may be short, but an empty one would mean the end.
    const last = items.at(-1)?.customer.customerId;
    if (last !== undefined || rest === null) return { items, next: rest === null ? next : (last ?? null) };
    after = rest;
  }
}

/**
 * Ids of the customers with a tag that is asked for beside a word, so that many customers with the word are not all read; null if
 * none is asked for, or if too many have it.
 */
async function idsOfTag({ table, partnerId, prefix, tag }: Search): Promise<ReadonlySet<string> | null> {
  if (tag === undefined || prefix === searchTerms.ofTag(tag)) return null;
  const query = { limit: keysLimit, after: null };
  const { items, next } = await customersFound(table, partnerId, searchTerms.ofTag(tag), query);
  return next === null ? new Set(items.map(({ id }) => id)) : null;
}

/** The entry of the last customer seen: the cursor is an id, because a name must not appear in URLs and logs. */
async function positionOf({ table, partnerId, prefix }: Omit<Search, "tag">, cursor: string): Promise<string> {
  const found = await table.read(foundByPlace(partnerId, cursor));
  const term = found && firstMatch(found.terms, prefix);
  if (!term) throw unknownCursor();
  return foundPosition(term, cursor);
}

/** Ids of the customers that an address may be a contact of: that it accepted for, or was invited for. In their order. */
async function idsOfAddress(table: Table, partnerId: string, address: string): Promise<string[]> {
  const [rights, invitationIds] = await Promise.all([
    table.read(rightsPlace(address)),
    newestToAddress(table, partnerId, address, mostInvitations),
  ]);
  const invitations = await table.read(invitationIds.map(invitationPlace));
  const accepted = Object.values(rights.accepted).flatMap((ofType) => ofType.map(({ customerId }) => customerId));
  const invited = invitations.flatMap((one) => one?.customerId ?? []);
  return [...new Set([...accepted, ...invited])].sort();
}

/** What a partner knows of customers, in the order of their ids here; without those that it does not know. */
async function knownCustomers(table: Table, partnerId: string, ids: readonly string[]): Promise<KnownCustomer[]> {
  const found = await table.read(
    byId(ids, (id) => ({ customer: partnerCustomerPlace(partnerId, id), ...connectedPlaces(partnerId, id) })),
  );
  return ids.flatMap((id) => {
    const { customer, ...connected } = found.get(id)!;
    return customer === null ? [] : [{ customer, ...connectedIn(connected) }];
  });
}

/**
 * One customer of a partner with its relationships, live and ended, and whether the partner is frozen. Refuses ids that are
 * unknown, malformed or only another partner's alike.
 */
export async function readCustomer(
  { table }: Pick<Dependencies, "table">,
  partnerId: string,
  customerId: string,
): Promise<KnownCustomer & { readonly frozen: boolean }> {
  const found = await table.read(
    isId("customer", customerId)
      ? { customer: partnerCustomerPlace(partnerId, customerId), standing: present(partnerStandingPlace(partnerId)) }
      : null,
  );
  const pair = found?.customer && (await relationshipsOfPair(table, partnerId, customerId));
  if (!pair) throw notFound("customer");
  const { account, relationships } = pair;
  const newest = relationships.slice(0, mostRelationships);
  return { customer: found.customer, frozen: found.standing.frozen, account, relationships: newest };
}

/** What happened between a partner and a customer, oldest first: to their relationships, and to what the partner notes of it. */
export async function readPairHistory(
  { table }: Pick<Dependencies, "table">,
  partnerId: string,
  customerId: string,
): Promise<StoredEvent[]> {
  const { relationships } = await readCustomer({ table }, partnerId, customerId);
  const histories = await Promise.all([
    readPartHistory(table, customerId, partnerId),
    ...relationships.map(({ id }) => readHistory(table, id)),
  ]);
  return inOrder(histories.flat());
}
