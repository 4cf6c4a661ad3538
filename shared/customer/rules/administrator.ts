import type { Instant } from "../../kernel/time.ts";

/** Somebody who speaks for a customer: its founder, or one that an administrator added and who has confirmed. */
export interface Administrator {
  /** Pseudonym of the address. */
  readonly id: string;
  readonly email: string;
  /** As typed when accepting; null for who has never accepted. */
  readonly name: string | null;
  /** The language in which its owner read Rapport's pages; null where that is not known. */
  readonly locale: string | null;
  readonly since: Instant;
  /** Until then a new administrator can take away but grant nothing; null for none. */
  readonly coolOffUntil: Instant | null;
}

/** An address that was added and has not confirmed from its own mailbox. It has no right and gets no notices. */
export interface WaitingAdministrator {
  /** Pseudonym of the address. */
  readonly id: string;
  readonly email: string;
  readonly locale: string | null;
  /** Pseudonym of the administrator who added it; null for the operator's recovery. */
  readonly addedBy: string | null;
  readonly addedAt: Instant;
  readonly expiresAt: Instant;
  /** Number of the confirmation link; a new number for every entry. */
  readonly number: number;
}

/** The limits of a customer's administrators, all from policy. */
export interface AdministratorPolicy {
  /** Days of the cool-off; 0 for none. */
  readonly coolOffDays: number;
  /** Days within which an added address must confirm. */
  readonly confirmDays: number;
  readonly mostAdministrators: number;
  readonly mostWaiting: number;
  /** Confirmation mails per customer and UTC day. */
  readonly mailsPerDay: number;
  /** Days that a recovery waits for a stop. */
  readonly recoveryDays: number;
}

/** Whether an administrator is in its cool-off. */
export const isCoolingOff = ({ coolOffUntil }: Pick<Administrator, "coolOffUntil">, now: Instant): boolean =>
  coolOffUntil !== null && now < coolOffUntil;
