import * as z from "zod/mini";
import { suppressionReasons, type AddressStatus, type Suppression } from "./rules/address-status.ts";
import { maySend } from "../customer/rules/senders.ts";
import type { Senders } from "../customer/model.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import type { Instant } from "../kernel/time.ts";
import { instant } from "../schema/primitives.ts";
import { everyItem } from "../table/every-item.ts";
import type { Key } from "../table/keys.ts";
import { placeOr } from "../table/places.ts";
import type { RawItem, Table } from "../table/table.ts";
import { check, isNew, put, type Condition, type Write } from "../table/writes.ts";

/** Keys of an address, by its pseudonym. */
export const addressKeys = {
  address: (address: string): Key => ({ PK: `ADR#${address}`, SK: "ADDRESS" }),
  lift: (address: string, at: Instant): Key => ({ PK: `ADR#${address}`, SK: `LIFT#${at}` }),
  allLifts: (address: string) => ({ PK: `ADR#${address}`, prefix: "LIFT#" }),
};

/** Whose mail an address has stopped: one partner's, everybody's, or nobody's. */
export const unsubscribeScopes = ["partner", "all", "none"] as const;
export type UnsubscribeScope = (typeof unsubscribeScopes)[number];

/** What the owner of an address can stop: reminders, or every new request and all reminders. */
export const stoppableMails = ["reminders", "requests"] as const;
export type StoppableMail = (typeof stoppableMails)[number];

const stopNames = { reminders: "unsubscribed", requests: "refused" } as const;

// One item, so that senders read once. Each partner has its own attributes in it, so that writes of two never
// conflict.
const attributes = {
  /** Each reason has its own attribute, so that a complaint never hides a bounce. */
  suppressed: (reason: Suppression["reason"]): string => `suppressed#${reason}`,
  lifted: "lifted",
  stoppedOfAll: (mail: StoppableMail): string => `${stopNames[mail]}#ALL`,
  stopped: (mail: StoppableMail, partnerId: string): string => `${stopNames[mail]}#${partnerId}`,
};
const stamp = { entity: "address", schema: 1 };

const moment = z.nullish(instant);

/** What is known of an address, for all partners. */
export interface KnownAddress {
  /** Why mail is stopped, the strongest reason first. */
  readonly suppressions: readonly Suppression[];
  readonly liftedAt: Instant | null;
  /** What its owner stopped, by the name of the attribute. */
  readonly stops: Readonly<RawItem>;
}

/** Of an address that nobody has written to. */
export const nothingKnown: KnownAddress = { suppressions: [], liftedAt: null, stops: {} };

/** Reads a stored address; throws if the item is not one. */
export const parseAddress = (item: RawItem): KnownAddress => ({
  suppressions: suppressionReasons.flatMap((reason) => {
    const at = moment.parse(item[attributes.suppressed(reason)]);
    return at == null ? [] : [{ reason, at }];
  }),
  liftedAt: moment.parse(item[attributes.lifted]) ?? null,
  stops: item,
});

/** What is known of an address; nothing if there is no item. */
export const addressPlace = (address: string) => placeOr(addressKeys.address(address), parseAddress, nothingKnown);

/** What decides which mail an address may receive: the address, its mailbox, and the senders of its customers. */
export interface AddressFacts {
  readonly address: KnownAddress;
  /** The same as the address if that has no `+tag`. */
  readonly mailbox?: KnownAddress;
  readonly senders?: readonly Senders[];
}

/** The status of an address for a partner. */
export function addressStatusOf({ address, mailbox, senders = [] }: AddressFacts, partnerId: string): AddressStatus {
  // A link in an older mail was the exact address's.
  const hasStopped = (mail: StoppableMail) =>
    [address, mailbox].some((one) => one && stoppedScope(one, mail, partnerId) !== "none");
  return {
    suppressed: address.suppressions[0] ?? null,
    blocked:
      hasStopped("requests") ||
      // One customer that allows the partner is enough.
      (senders.length > 0 && senders.every((sender) => !maySend(sender, partnerId))),
    unsubscribed: hasStopped("reminders"),
  };
}

/** Whether mail to an address can arrive. */
export const isReachable = ({ suppressions }: KnownAddress): boolean =>
  !suppressions.some(({ reason }) => reason === "bounce");

/** Holds a transaction to mail to an address being able to arrive. */
export const reachableCheck = (address: string): Write =>
  check(addressKeys.address(address), {
    ...bounced,
    expression: "attribute_not_exists(#bounced) OR #bounced = :lifted",
  });

const bounced = { names: { "#bounced": attributes.suppressed("bounce") }, values: { ":lifted": null } };

/** Whose reminders or requests an address has stopped, as far as the partner is concerned. */
export function stoppedScope({ stops }: KnownAddress, mail: StoppableMail, partnerId: string): UnsubscribeScope {
  if (stops[attributes.stoppedOfAll(mail)] != null) return "all";
  return stops[attributes.stopped(mail, partnerId)] != null ? "partner" : "none";
}

/** Holds a transaction to mail to an address not being able to arrive. */
export const unreachableCheck = (address: string): Write =>
  check(addressKeys.address(address), {
    ...bounced,
    expression: "attribute_exists(#bounced) AND #bounced <> :lifted",
  });

/** Whether the operator lifted what stops mail to an address after something was reported: the report is answered then. */
export const isLiftedSince = ({ liftedAt }: KnownAddress, { at }: Pick<Suppression, "at">): boolean =>
  liftedAt !== null && at < liftedAt;

const notLiftedSince = ({ at }: Suppression): Condition => ({
  expression: "attribute_not_exists(#lifted) OR #lifted <= :at",
  names: { "#lifted": attributes.lifted },
  values: { ":at": at },
});

/** Suppresses an address, unless it was lifted after the report. */
export const suppressionWrite = (address: string, suppression: Suppression): Write => ({
  kind: "update",
  key: addressKeys.address(address),
  set: { [attributes.suppressed(suppression.reason)]: suppression.at },
  setOnce: stamp,
  condition: notLiftedSince(suppression),
});

/** Suppresses an address; false if the operator lifted it after the report. */
export const suppress = (table: Table, address: string, suppression: Suppression): Promise<boolean> =>
  table.set(
    addressKeys.address(address),
    { ...stamp, [attributes.suppressed(suppression.reason)]: suppression.at },
    notLiftedSince(suppression),
  );

const suppressionLift = z.object({
  at: instant,
  by: z.string(),
  reason: z.string(),
  /** The suppressions before the lift. */
  lifted: z.array(z.object({ reason: z.enum(suppressionReasons), at: instant })),
  accountList: z.boolean(),
});

/** That the operator lifted what stopped mail to an address. */
export type SuppressionLift = DeepReadonly<z.output<typeof suppressionLift>>;

/** The lifts of an address, newest first. */
export const readLifts = async (table: Table, address: string): Promise<SuppressionLift[]> =>
  (await everyItem(table, addressKeys.allLifts(address))).map((item) => suppressionLift.parse(item)).reverse();

/** The writes of a lift, with a record of who decided it. What the owner stopped stays stopped. */
export const liftWrites = (address: string, lift: SuppressionLift): Write[] => [
  {
    kind: "update",
    key: addressKeys.address(address),
    set: {
      ...Object.fromEntries(suppressionReasons.map((reason) => [attributes.suppressed(reason), null])),
      [attributes.lifted]: lift.at,
    },
    setOnce: stamp,
  },
  put(addressKeys.lift(address, lift.at), "suppression-lift", lift, isNew),
];

/** Stops reminders or requests to a mailbox (its pseudonym), or allows them again. Saying it again changes nothing. */
export const unsubscribe = (
  table: Table,
  { address, partnerId }: { readonly address: string; readonly partnerId: string },
  { mail, scope }: { readonly mail: StoppableMail; readonly scope: UnsubscribeScope },
  now: Instant,
): Promise<boolean> =>
  table.set(addressKeys.address(address), {
    ...stamp,
    ...(scope !== "all" && { [attributes.stopped(mail, partnerId)]: scope === "none" ? null : now }),
    ...(scope !== "partner" && { [attributes.stoppedOfAll(mail)]: scope === "none" ? null : now }),
  });
