import * as z from "zod/mini";
import { assertAdmin, user, userEvent, type PartnerUser, type UserRole } from "./model.ts";
import type { HasEvents } from "../events/event.ts";
import type { Cause } from "../events/envelope.ts";
import { aggregateWrites, parseHasEvents } from "../events/stored-events.ts";
import type { Key } from "../table/keys.ts";
import { pageOf, type Page, type Stretch } from "../table/pages.ts";
import { place, placeOr } from "../table/places.ts";
import type { Table } from "../table/table.ts";
import { check, isAtVersion, remove, type Write } from "../table/writes.ts";

/** Keys of a partner's users. */
export const userKeys = {
  user: (partnerId: string, id: string): Key => ({ PK: `PTN#${partnerId}#USERS`, SK: id }),
  /** The number of a partner's users with a mailbox, by pseudonym. */
  mailbox: (partnerId: string, mailbox: string): Key => ({ PK: `PTN#${partnerId}#MAILBOXES`, SK: mailbox }),
};

/** Reads a stored user; throws if the item is not one. */
export const parseUser = (item: unknown): PartnerUser => user.parse(item);

/** A user of a partner. */
export const userPlace = (partnerId: string, id: string) => place(userKeys.user(partnerId, id), parseUser);

/** A user, and the time of its newest event. */
export const changingUserPlace = (partnerId: string, id: string) =>
  place(userKeys.user(partnerId, id), (item) => ({ user: parseUser(item), newest: parseHasEvents(item) }));

/** A user; null if it is not a user of the partner any more. */
export async function readUser(
  table: Pick<Table, "read">,
  { partnerId, id }: Pick<PartnerUser, "partnerId" | "id">,
): Promise<PartnerUser | null> {
  return (await table.read({ user: userPlace(partnerId, id) })).user;
}

/** The role of a user; null if it is not a user of the partner any more. */
export const readRole = async (...user: Parameters<typeof readUser>): Promise<UserRole | null> =>
  (await readUser(...user))?.role ?? null;

/**
 * The writes of a step of a user; none if nothing changed. `mailbox` is the pseudonym of the user's mailbox, which the
 * partner cannot invite.
 */
export function userWrites(
  read: { readonly user: PartnerUser; readonly newest: HasEvents } | null,
  after: PartnerUser | null,
  { cause, mailbox, sandbox }: { readonly cause: Cause; readonly mailbox: string; readonly sandbox: boolean },
): Write[] {
  const before = read && read.user;
  if (before?.version === after?.version) return [];
  const condition = isAtVersion(before?.version ?? null);
  return [
    ...aggregateWrites(read && read.newest, cause, [userEvent(before, after, sandbox)], (newest) =>
      after === null
        ? remove(userKeys.user(before?.partnerId ?? "", before?.id ?? ""), condition)
        : { kind: "put", item: { ...userItem(after), ...newest }, condition },
    ),
    ...(before === null && after !== null ? [mailboxWrite(after.partnerId, mailbox, 1)] : []),
    ...(before !== null && after === null ? [mailboxWrite(before.partnerId, mailbox, -1)] : []),
  ];
}

/** Several users can share a mailbox by tags. */
const mailboxWrite = (partnerId: string, mailbox: string, by: 1 | -1): Write => ({
  kind: "update",
  key: userKeys.mailbox(partnerId, mailbox),
  set: {},
  setOnce: { entity: "user-mailbox", schema: 1 },
  add: { users: by },
});

const mailboxSchema = z.object({ users: z.number() });

/** Whether a mailbox (its pseudonym) is a user's of the partner. */
export const usersMailboxPlace = (partnerId: string, mailbox: string) =>
  placeOr(userKeys.mailbox(partnerId, mailbox), (item) => mailboxSchema.parse(item).users > 0, false);

/** Holds a transaction to a mailbox being a user's of the partner. */
export const usersMailboxCheck = (partnerId: string, mailbox: string): Write => {
  const isUsed = { expression: "#users > :none", names: { "#users": "users" }, values: { ":none": 0 } };
  return check(userKeys.mailbox(partnerId, mailbox), isUsed);
};

/** Holds a transaction to the version of a user. */
export const userUnchanged = ({ partnerId, id, version }: PartnerUser): Write =>
  check(userKeys.user(partnerId, id), isAtVersion(version));

/** Holds a transaction to the rights of the acting admin. Refuses anyone else. */
export function adminUnchanged(admin: PartnerUser | null): Write {
  assertAdmin(admin);
  return userUnchanged(admin);
}

/** A user as stored. */
export const userItem = (user: PartnerUser) => ({
  ...userKeys.user(user.partnerId, user.id),
  entity: "user",
  schema: 1,
  ...user,
});

/** One page of a partner's users, in the order of their ids. `cursor` is the last id seen. */
export async function listUsers(
  table: Table,
  { partnerId, limit, cursor }: Stretch & { readonly partnerId: string },
): Promise<Page<PartnerUser>> {
  const { items } = await table.query({
    partition: userKeys.user(partnerId, "").PK,
    ...(cursor !== null && { sort: { after: cursor } }),
    limit: limit + 1,
  });
  return pageOf(items.map(parseUser), limit, ({ id }) => id);
}

/** All users of a partner. */
export async function allUsers(table: Table, partnerId: string): Promise<PartnerUser[]> {
  const users: PartnerUser[] = [];
  for await (const user of eachUser(table, partnerId)) users.push(user);
  return users;
}

/** A partner's admins in the order of their ids, `most` of them at most; reads no further than it has to. */
export async function firstAdmins(table: Table, partnerId: string, most: number): Promise<PartnerUser[]> {
  const admins: PartnerUser[] = [];
  for await (const user of eachUser(table, partnerId)) {
    if (user.role === "admin") admins.push(user);
    if (admins.length === most) break;
  }
  return admins;
}

async function* eachUser(table: Table, partnerId: string): AsyncGenerator<PartnerUser> {
  let cursor: string | null = null;
  do {
    const page: Page<PartnerUser> = await listUsers(table, { partnerId, limit: 100, cursor });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== null);
}
