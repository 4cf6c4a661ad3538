import type { Cause } from "../events/envelope.ts";
import { administratorCheck } from "../store/administrators.ts";
import type { Write } from "../store/writes.ts";
import type { AdministratorMoment } from "./administrator-moment.ts";

/** The cause of what an administrator does for the customer alone: no partner is concerned. */
export const causeOf = ({ now, correlationId, customerId }: Omit<AdministratorMoment, "administrator">): Cause => ({
  partnerId: "",
  // In events a customer is a pseudonym.
  actor: { kind: "customer", id: customerId },
  now,
  correlationId,
  causationId: null,
});

/** Holds a transaction to who does it being administrator still. */
export const administratorStands = ({ customerId, administrator }: AdministratorMoment): Write =>
  administratorCheck(customerId, administrator);
