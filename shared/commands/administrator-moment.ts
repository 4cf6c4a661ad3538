import type { Instant } from "../domain/time.ts";

/** When, in which request and for which customer an administrator acts who has proved to be one. */
export interface AdministratorMoment {
  readonly now: Instant;
  readonly correlationId: string;
  readonly customerId: string;
  /** Pseudonym of the administrator's address: events tell one administrator from another, and not who it is. */
  readonly administrator: string;
}
