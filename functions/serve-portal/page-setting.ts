import { isCoolingOff } from "../../shared/customer/rules/administrator.ts";
import type { Customer, Administrator } from "../../shared/customer/model.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Locale } from "../../shared/policy/locales.ts";

/** What every page of the portal knows. */
export interface PageSetting {
  readonly locale: Locale;
  readonly operatorName: string;
  /** Where the page is, for its other languages. */
  readonly path: string;
}

/** The customer that a page is about. */
export interface CustomerSetting {
  readonly id: string;
  readonly name: string;
  readonly isVerified: boolean;
  readonly sandbox: boolean;
  /** The end of the reader's cool-off; null where it has none or it is over. */
  readonly coolOffUntil: Instant | null;
}

/** What every page of a session knows. */
export interface SessionSetting extends PageSetting {
  readonly email: string;
  readonly csrf: string;
  /** What was just done, as it stands in the address. */
  readonly done: string;
  /** Whether the address speaks for several customers. */
  readonly hasChoice: boolean;
  /** Null where one is still to be chosen. */
  readonly customer: CustomerSetting | null;
}

/** What every page of one customer knows. */
export type CustomerPageSetting = SessionSetting & { readonly customer: CustomerSetting };

/** The setting of a page of one customer. */
export const customerSetting = (
  setting: SessionSetting,
  { customer, administrator }: { readonly customer: Customer; readonly administrator: Administrator },
  now: Instant,
): CustomerPageSetting => ({
  ...setting,
  customer: {
    id: customer.id,
    name: customer.name,
    isVerified: customer.verified !== null,
    sandbox: customer.sandbox !== null,
    coolOffUntil: isCoolingOff(administrator, now) ? administrator.coolOffUntil : null,
  },
});
