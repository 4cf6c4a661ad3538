import type { ConsoleSetting } from "../../../shared/console/visit.ts";
import type { KnownCustomer } from "../../../shared/customer/commands/read-customers.ts";
import type { PartnerCustomer } from "../../../shared/customer/model.ts";
import type { Locale } from "../../../shared/policy/locales.ts";
import type { Relationship } from "../../../shared/relationship/model.ts";
import { aCustomer } from "../../support/builders/a-customer.ts";
import { ids } from "../../support/builders/builders.ts";
import { now } from "../../support/builders/fixed-clock.ts";

/** What a page of an admin's session knows. */
export const aConsoleSetting = (locale: Locale = "en", named: Partial<ConsoleSetting> = {}): ConsoleSetting => ({
  ...{ locale, operatorName: "Fabrikam Cloud", path: "/console", address: "/console", csrf: "a-token", done: "" },
  user: { id: "user-1", email: "admin@contoso-partner.example", role: "admin" },
  partner: { displayName: "Contoso Partner", frozen: false, sandbox: false },
  isRestored: false,
  ...named,
});

/** A customer as its partner knows it. */
export const aKnownCustomer = (
  named: Partial<PartnerCustomer> = {},
  relationships: readonly Relationship[] = [],
): KnownCustomer => ({
  customer: {
    ...{ customerId: ids.customer, partnerId: ids.partner, version: 1, organization: null, domain: "contoso.example" },
    ...{ since: now, alias: null, tags: [], annotations: 0, contacts: [] },
    ...named,
  },
  account: aCustomer(),
  relationships,
});
