import type { AdministratorPolicy } from "../../../shared/customer/rules/administrator.ts";
import type { Customer, Administrator } from "../../../shared/customer/model.ts";
import { ids } from "./builders.ts";
import { now } from "./fixed-clock.ts";

/** The limits as shipped, small enough to reach. */
export const someLimits: AdministratorPolicy = {
  ...{ coolOffDays: 7, confirmDays: 7, mostAdministrators: 4, mostWaiting: 2, mailsPerDay: 3, recoveryDays: 7 },
};

/** An administrator out of its cool-off; its pseudonym is what stands before the @. */
export const anAdministratorAt = (email: string, named: Partial<Administrator> = {}): Administrator => ({
  ...{ id: email.split("@")[0] ?? "", email, name: null, locale: null, since: now, coolOffUntil: null },
  ...named,
});

/** A customer with administrators at these addresses: Ada alone unless others are named. */
export const aCustomer = (
  emails: readonly string[] = ["ada@contoso.example"],
  named: Partial<Customer> = {},
): Customer => ({
  ...{ id: ids.customer, version: 0, name: "Contoso", verified: null, externalId: null, foundedAt: now, sandbox: null },
  administrators: emails.map((email) => anAdministratorAt(email)),
  ...{ attendanceSince: now, waiting: [], links: 0, mails: null, recovery: null },
  ...named,
});
