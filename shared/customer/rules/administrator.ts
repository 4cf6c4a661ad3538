import type { Instant } from "../../kernel/time.ts";
import type { Administrator } from "../model.ts";

/** The limits of a customer's administrators, all from policy. */
export interface AdministratorPolicy {
  /** Days of the cool-off; 0 for no cool-off. */
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
