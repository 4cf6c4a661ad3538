import * as z from "zod/mini";
import type { MasterKey } from "../../crypto/master-key.ts";
import { addressPseudonym, startPseudonym } from "../../crypto/pseudonyms.ts";
import { base, type Invitation, type InvitationChange } from "../model.ts";
import { invitedCustomer } from "../../terms/model.ts";
import { writeBatch } from "../../table/batch.ts";
import type { Key } from "../../table/keys.ts";
import type { Table } from "../../table/table.ts";
import { searchStarts } from "../rules/search.ts";
import { invitationKeys } from "./keys.ts";
import { put, remove, type Write } from "../../table/writes.ts";

const createdSchema = z.object({
  invitation: z.object({ id: base.id, partnerId: base.partnerId, customer: invitedCustomer }),
});

/** An invitation that a search finds by its customer. */
type Listed = z.output<typeof createdSchema>["invitation"];

/** The invitation that an event created, by its data. */
export const createdIn = (data: unknown): Listed => createdSchema.parse(data).invitation;

/** The writes that list an invitation under its customer; none if a step does not change that. */
export function customerEntryWrites(
  { before, after }: Pick<InvitationChange, "before" | "after">,
  masterKey: MasterKey,
): Write[] {
  const keysOf = ({ terms: { customer } }: Invitation): Key[] => [
    invitationKeys.addressEntry(after.partnerId, addressPseudonym(customer.email, masterKey), after.id),
    ...startKeys({ ...after, customer }, masterKey),
  ];
  return moved(keysOf(before ?? after), keysOf(after));
}

/** The keys of the entries by which a search finds an invitation. */
export const startKeys = ({ id, partnerId, customer }: Listed, masterKey: MasterKey): Key[] =>
  searchStarts(customer).map((start) => invitationKeys.startEntry(partnerId, startPseudonym(start, masterKey), id));

/** Makes a search find a new invitation. It may be done again at any time. */
export const listByStarts = (table: Table, listed: Listed, masterKey: MasterKey): Promise<void> =>
  writeBatch(table, { put: startKeys(listed, masterKey).map((key) => entryPut(key).item) });

/** The writes by which an invitation is found under its tags, all of them pseudonyms. */
export const tagEntryWrites = (
  { id, partnerId }: Pick<Invitation, "id" | "partnerId">,
  before: readonly string[],
  after: readonly string[],
): Write[] => {
  const keyOf = (tag: string): Key => invitationKeys.tagEntry(partnerId, tag, id);
  return moved(before.map(keyOf), after.map(keyOf));
};

/**
 * The entries that list a new invitation: among all of its partner, under its address, its creator and its tags. They are
 * put before the invitation, each on its own: an entry without an invitation is passed over, one that is missing would
 * hide it. Those of a search follow (`listByStarts`).
 */
export const firstEntries = (
  { id, partnerId, createdBy, terms }: Invitation,
  tags: readonly string[],
  masterKey: MasterKey,
): ReturnType<typeof entryPut>["item"][] =>
  [
    invitationKeys.entry(partnerId, id),
    invitationKeys.addressEntry(partnerId, addressPseudonym(terms.customer.email, masterKey), id),
    invitationKeys.creatorEntry(partnerId, createdBy.id, id),
    ...tags.map((tag) => invitationKeys.tagEntry(partnerId, tag, id)),
  ].map((key) => entryPut(key).item);

const entryPut = (key: Key) => put(key, "list-entry", {});

function moved(before: readonly Key[], after: readonly Key[]): Write[] {
  const hasNot = (keys: readonly Key[]) => (key: Key) => !keys.some(({ PK }) => PK === key.PK);
  return [
    ...before.filter(hasNot(after)).map((key) => remove(key)),
    ...after.filter(hasNot(before)).map((key) => entryPut(key)),
  ];
}
