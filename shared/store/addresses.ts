import * as z from "zod/mini";
import { suppressionReasons, type AddressStanding, type Suppression } from "../domain/address-standing.ts";
import { maySend } from "../domain/senders.ts";
import type { Instant } from "../domain/time.ts";
import { instant } from "../schema/primitives.ts";
import { everyItem } from "./every-item.ts";
import { keys } from "./keys.ts";
import { parseSenders } from "./senders.ts";
import type { RawItem, Table } from "./table.ts";
import { isNew, type Condition, type Write } from "./writes.ts";

/** Whose mail an address has stopped: one partner's, everybody's, or nobody's. */
export const unsubscribeScopes = ["partner", "all", "none"] as const;
export type UnsubscribeScope = (typeof unsubscribeScopes)[number];

/** What an address can stop by itself: reminders only, or every new request, with all reminders. */
export const stoppableMails = ["reminders", "requests"] as const;
export type StoppableMail = (typeof stoppableMails)[number];

const stopNames = { reminders: "unsubscribed", requests: "refused" } as const;

// One item holds it all, so that whoever is about to send reads once. Each partner has attributes of its own in it:
// two partners' writes never meet, and none has to read first.
const attributes = {
  /** Each reason has its own, so that a complaint never hides that mail cannot arrive. */
  suppressed: (reason: Suppression["reason"]): string => `suppressed#${reason}`,
  /** When the operator last lifted what stopped mail. */
  lifted: "lifted",
  stoppedOfAll: (mail: StoppableMail): string => `${stopNames[mail]}#ALL`,
  stopped: (mail: StoppableMail, partnerId: string): string => `${stopNames[mail]}#${partnerId}`,
};
const stamp = { entity: "address", schema: 1 };

const suppressedSince = z.nullish(instant);

/** What says what may be sent to an address: its own item, its mailbox's, and the senders of each customer that it speaks for. */
export interface StandingItems {
  readonly address: RawItem | null | undefined;
  /** The same as the address where that has no `+tag`. */
  readonly mailbox: RawItem | null | undefined;
  readonly senders: readonly (RawItem | null | undefined)[];
}

/** What is known of an address as far as it concerns a partner. Throws if an item is not of its kind. */
export function parseStanding({ address: item, mailbox, senders }: StandingItems, partnerId: string): AddressStanding {
  // A link in an older mail was the exact address's.
  const hasStopped = (mail: StoppableMail) =>
    [item, mailbox].some((one) => stoppedScope(one, mail, partnerId) !== "none");
  return {
    suppressed: suppressionsIn(item)[0] ?? null,
    blocked:
      hasStopped("requests") ||
      // Who speaks for several customers can be asked for one that takes requests of the partner.
      (senders.length > 0 && senders.every((sender) => !maySend(parseSenders(sender, ""), partnerId))),
    unsubscribed: hasStopped("reminders"),
  };
}

/** Why mail to an address is stopped, the strongest reason first; empty where it is not. */
export const suppressionsIn = (item: RawItem | null | undefined): Suppression[] =>
  suppressionReasons.flatMap((reason) => {
    const at = suppressedSince.parse(item?.[attributes.suppressed(reason)]);
    return at == null ? [] : [{ reason, at }];
  });

/** Whether mail to an address can arrive, from its own item. */
export const isReachable = (item: RawItem | null | undefined): boolean =>
  !suppressionsIn(item).some(({ reason }) => reason === "bounce");

/** Holds a transaction to mail to an address being able to arrive. */
export const reachableCheck = (address: string): Write => ({
  kind: "check",
  key: keys.address(address),
  condition: {
    expression: "attribute_not_exists(#bounced) OR #bounced = :lifted",
    names: { "#bounced": attributes.suppressed("bounce") },
    values: { ":lifted": null },
  },
});

/** Whose reminders or requests an address has stopped, as far as the partner is concerned. */
export function stoppedScope(
  item: RawItem | null | undefined,
  mail: StoppableMail,
  partnerId: string,
): UnsubscribeScope {
  if (item?.[attributes.stoppedOfAll(mail)] != null) return "all";
  return item?.[attributes.stopped(mail, partnerId)] != null ? "partner" : "none";
}

/** Holds a transaction to mail to an address not being able to arrive. */
export const unreachableCheck = (address: string): Write => ({
  kind: "check",
  key: keys.address(address),
  condition: {
    expression: "attribute_exists(#bounced) AND #bounced <> :lifted",
    names: { "#bounced": attributes.suppressed("bounce") },
    values: { ":lifted": null },
  },
});

const lastLift = z.nullish(instant);

/** Whether the operator lifted what stops mail to an address after something was reported: the report is answered then. */
export function isLiftedSince(item: RawItem | null | undefined, { at }: Pick<Suppression, "at">): boolean {
  const liftedAt = lastLift.parse(item?.[attributes.lifted]);
  return liftedAt != null && at < liftedAt;
}

const notLiftedSince = ({ at }: Suppression): Condition => ({
  expression: "attribute_not_exists(#lifted) OR #lifted <= :at",
  names: { "#lifted": attributes.lifted },
  values: { ":at": at },
});

/** Stops mail to the address, within a transaction that is held to no lift after the report. */
export const suppressionWrite = (address: string, suppression: Suppression): Write => ({
  kind: "update",
  key: keys.address(address),
  set: { [attributes.suppressed(suppression.reason)]: suppression.at },
  setOnce: stamp,
  condition: notLiftedSince(suppression),
});

/** Stops mail to the address; false where the operator has lifted that since it was reported, and it stays lifted. */
export const suppress = (table: Table, address: string, suppression: Suppression): Promise<boolean> =>
  table.set(
    keys.address(address),
    { ...stamp, [attributes.suppressed(suppression.reason)]: suppression.at },
    notLiftedSince(suppression),
  );

/** That the operator lifted what stopped mail to an address. */
export interface SuppressionLift {
  readonly at: Instant;
  /** Id of the operator's user. */
  readonly by: string;
  readonly reason: string;
  /** What stood in the table before. */
  readonly lifted: readonly Suppression[];
  /** Whether the mail service's own list had the address. */
  readonly accountList: boolean;
}

const liftSchema: z.ZodMiniType<SuppressionLift> = z.object({
  at: instant,
  by: z.string(),
  reason: z.string(),
  lifted: z.array(z.object({ reason: z.enum(suppressionReasons), at: instant })),
  accountList: z.boolean(),
});

/** What the operator has lifted of an address so far, newest first. */
export const readLifts = async (table: Table, address: string): Promise<SuppressionLift[]> =>
  (await everyItem(table, keys.suppressionLifts(address))).map((item) => liftSchema.parse(item)).reverse();

/**
 * The writes that let mail go to an address again, and keep who decided so. What its owner stopped stays stopped. Reports
 * from before the lift, which can arrive late or again, suppress nothing any more.
 */
export const liftWrites = (address: string, lift: SuppressionLift): Write[] => [
  {
    kind: "update",
    key: keys.address(address),
    set: {
      ...Object.fromEntries(suppressionReasons.map((reason) => [attributes.suppressed(reason), null])),
      [attributes.lifted]: lift.at,
    },
    setOnce: stamp,
  },
  {
    kind: "put",
    item: { ...keys.suppressionLift(address, lift.at), entity: "suppression-lift", schema: 1, ...lift },
    condition: isNew,
  },
];

/** Stops reminders or requests to a mailbox (its pseudonym), or allows them again. Saying it again changes nothing. */
export const unsubscribe = (
  table: Table,
  { address, partnerId }: { readonly address: string; readonly partnerId: string },
  { mail, scope }: { readonly mail: StoppableMail; readonly scope: UnsubscribeScope },
  now: Instant,
): Promise<boolean> =>
  table.set(keys.address(address), {
    ...stamp,
    ...(scope !== "all" && { [attributes.stopped(mail, partnerId)]: scope === "none" ? null : now }),
    ...(scope !== "partner" && { [attributes.stoppedOfAll(mail)]: scope === "none" ? null : now }),
  });
