import { administersNothing } from "../rules/administered.ts";
import { administered, type Administered } from "../model.ts";
import { customerKeys } from "./keys.ts";
import { placeOr } from "../../table/places.ts";
import { isAtVersion, isNew, type Condition, type Write } from "../../table/writes.ts";

/** Which customers an address speaks for; none where there is no item. */
export const rightsPlace = (address: string) =>
  placeOr(customerKeys.administered(address), (item) => administered.parse(item), administersNothing(address));

const unchanged = ({ version }: Administered): Condition => (version === 0 ? isNew : isAtVersion(version));

/** The write of a change, held to what was read. */
export const administeredWrite = (before: Administered, after: Administered): Write => ({
  kind: "put",
  item: { ...customerKeys.administered(after.address), entity: "administered", schema: 1, ...after },
  condition: unchanged(before),
});

/** Holds a transaction to the rights that were read: nothing was given to or taken from the address since. */
export const rightsUnchanged = (read: Administered): Write => ({
  kind: "check",
  key: customerKeys.administered(read.address),
  condition: unchanged(read),
});

/** Raises the version of the rights, so that a concurrent removal of the administrator conflicts. */
export const rightsCounted = (read: Administered): Write =>
  administeredWrite(read, { ...read, version: read.version + 1 });
