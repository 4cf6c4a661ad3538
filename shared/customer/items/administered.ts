import { administersNothing } from "../rules/administered.ts";
import { administered, type Administered } from "../model.ts";
import { customerKeys } from "./keys.ts";
import { placeOr } from "../../table/places.ts";
import { check, isAsRead, rewrite, type Write } from "../../table/writes.ts";

/** The customers of an address; none if there is no item. */
export const rightsPlace = (address: string) =>
  placeOr(customerKeys.administered(address), (item) => administered.parse(item), administersNothing(address));

/** The write of changed rights, conditional on the rights as read. */
export const administeredWrite = (before: Administered, after: Administered): Write =>
  rewrite(before.version === 0 ? null : administeredItem(before), administeredItem(after), isAsRead(before));

const administeredItem = (rights: Administered) => ({
  ...customerKeys.administered(rights.address),
  entity: "administered",
  schema: 1,
  ...rights,
});

/** Holds a transaction to the rights that were read: nothing was given to or taken from the address since. */
export const rightsUnchanged = (read: Administered): Write =>
  check(customerKeys.administered(read.address), isAsRead(read));

/** Writes changed rights; holds the transaction to the rights as read where nothing changed. */
export const rightsChanged = (before: Administered, after: Administered): Write =>
  after === before ? rightsUnchanged(before) : administeredWrite(before, after);

/** Raises the version of the rights, so that a concurrent removal of the administrator conflicts. */
export const rightsCounted = (read: Administered): Write =>
  administeredWrite(read, { ...read, version: read.version + 1 });
