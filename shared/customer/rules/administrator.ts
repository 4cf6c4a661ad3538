import type { Instant } from "../../kernel/time.ts";
import type { Administrator } from "../model.ts";

/** The limits of a customer's administrators, all from policy. */
export interface AdministratorPolicy {
  readonly coolOffDays: number;
  readonly confirmDays: number;
  readonly mostAdministrators: number;
  readonly mostWaiting: number;
  /** Confirmation mails per customer and UTC day. */
  readonly mailsPerDay: number;
  /** Days for which a recovery can be stopped. */
  readonly recoveryDays: number;
}

/** Whether an administrator is in its cool-off. */
export const isCoolingOff = ({ coolOffUntil }: Pick<Administrator, "coolOffUntil">, now: Instant): boolean =>
  coolOffUntil !== null && now < coolOffUntil;
