import type { MailKind } from "./mail-kinds.ts";
import type { Instant } from "../../kernel/time.ts";

/** Why mail to an address is stopped, the stronger reason first: it cannot arrive, or its owner called a mail unwanted. */
export const suppressionReasons = ["bounce", "complaint"] as const;

/** That mail to an address is stopped, and since when. */
export interface Suppression {
  readonly reason: (typeof suppressionReasons)[number];
  readonly at: Instant;
}

/** The status of an address for one partner. */
export interface AddressStatus {
  readonly suppressed: Suppression | null;
  /** Its owner refuses requests of this partner or of any, or all its customers block this partner. */
  readonly blocked: boolean;
  readonly unsubscribed: boolean;
}

/** Whether mail to the address can arrive. */
export const mayBeWritten = ({ suppressed }: AddressStatus): boolean => suppressed?.reason !== "bounce";

/** Whether the partner may ask the address for something. */
export const mayBeAsked = ({ suppressed, blocked }: AddressStatus): boolean => suppressed === null && !blocked;

/**
 * Whether a mail of this kind may go to the address. A complaint stops what a partner asks or tells, but not what
 * protects the owner: codes, sign-in links and notices about administrators.
 */
export function mayBeMailed(kind: MailKind, addressStatus: AddressStatus): boolean {
  switch (kind) {
    case "invitation":
      return mayBeAsked(addressStatus);
    case "reminder":
      return mayBeAsked(addressStatus) && !addressStatus.unsubscribed;
    case "partner-notice":
      return addressStatus.suppressed === null;
    case "code":
    case "notice":
    case "sign-in":
      return mayBeWritten(addressStatus);
  }
}
