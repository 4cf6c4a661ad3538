import type { Instant } from "./time.ts";

/** Why nothing is sent to an address any more: mail to it can never arrive, or its owner called a mail unwanted. */
export const suppressionReasons = ["bounce", "complaint"] as const;

/** That nothing is sent to an address any more, and since when. */
export interface Suppression {
  readonly reason: (typeof suppressionReasons)[number];
  readonly at: Instant;
}

/** What is known of an address, as far as it concerns one partner (product table, rows 14 and 17). */
export interface AddressStanding {
  readonly suppressed: Suppression | null;
  /** Its organisation takes no requests from this partner. */
  readonly blocked: boolean;
  /** Its owner wants no reminders from this partner, or from any. */
  readonly unsubscribed: boolean;
}

/** Whether any mail may go to an address. */
export const mayBeWritten = ({ suppressed }: AddressStanding): boolean => suppressed === null;

/** Whether the partner may ask the address for something. */
export const mayBeAsked = (standing: AddressStanding): boolean => mayBeWritten(standing) && !standing.blocked;
