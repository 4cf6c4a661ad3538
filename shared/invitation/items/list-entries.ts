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
  const names = [before, after].map((one) => (one ? [addressPseudonym(one.terms.customer.email, masterKey)] : []));
  return moved(names[0]!, names[1]!, (name) => invitationKeys.addressEntry(after.partnerId, name, after.id));
}

/** The writes by which an invitation is found under its tags, all of them pseudonyms. */
export const tagEntryWrites = (
  { id, partnerId }: Pick<Invitation, "id" | "partnerId">,
  before: readonly string[],
  after: readonly string[],
): Write[] => moved(before, after, (tag) => invitationKeys.tagEntry(partnerId, tag, id));

/** The write by which a new invitation is found under who created it. */
export const creatorEntryWrite = ({
  id,
  partnerId,
  createdBy,
}: Pick<Invitation, "id" | "partnerId" | "createdBy">): Write =>
  entryPut(invitationKeys.creatorEntry(partnerId, createdBy.id, id));

const entryPut = (key: Key): Write => put(key, "list-entry", {});

const moved = (before: readonly string[], after: readonly string[], keyOf: (name: string) => Key): Write[] => [
  ...before.filter((name) => !after.includes(name)).map((name) => remove(keyOf(name))),
  ...after.filter((name) => !before.includes(name)).map((name) => entryPut(keyOf(name))),
];
