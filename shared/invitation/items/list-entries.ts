import type { MasterKey } from "../../crypto/master-key.ts";
import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import type { Invitation, InvitationChange } from "../model.ts";
import type { Key } from "../../table/keys.ts";
import { invitationKeys } from "./keys.ts";
import { put, remove, type Write } from "../../table/writes.ts";

/** The writes that list an invitation under the address it goes to; none if a step does not change the address. */
export function addressEntryWrites(
  { before, after }: Pick<InvitationChange, "before" | "after">,
  masterKey: MasterKey,
): Write[] {
  const nameOf = ({ terms }: Invitation): string[] => [addressPseudonym(terms.customer.email, masterKey)];
  const keyOf = (name: string): Key => invitationKeys.addressEntry(after.partnerId, name, after.id);
  return moved(nameOf(before ?? after), nameOf(after), keyOf);
}

/** The writes by which an invitation is found under its tags, all of them pseudonyms. */
export const tagEntryWrites = (
  { id, partnerId }: Pick<Invitation, "id" | "partnerId">,
  before: readonly string[],
  after: readonly string[],
): Write[] => moved(before, after, (tag) => invitationKeys.tagEntry(partnerId, tag, id));

/**
 * The entries that list a new invitation: among all of its partner, under its address, its creator and its tags. They are
 * put before the invitation, each on its own: an entry without an invitation is passed over, one that is missing would
 * hide it.
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

const moved = (before: readonly string[], after: readonly string[], keyOf: (name: string) => Key): Write[] => [
  ...before.filter((name) => !after.includes(name)).map((name) => remove(keyOf(name))),
  ...after.filter((name) => !before.includes(name)).map((name) => entryPut(keyOf(name))),
];
