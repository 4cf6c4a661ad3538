import { isCoolingOff } from "../../shared/customer/rules/administrator.ts";
import type { Customer, Administrator } from "../../shared/customer/model.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Locale } from "../../shared/policy/locales.ts";

/** What every page of the portal needs. */
export interface PortalSetting {
  readonly locale: Locale;
  readonly operatorName: string;
  /** Path of the page, for links to its other languages. */
  readonly path: string;
}

/** The customer that a page is about. */
export interface CustomerSetting {
  readonly id: string;
  readonly name: string;
  readonly isVerified: boolean;
  readonly sandbox: boolean;
  /** The end of the reader's cool-off; null if there is none or it is over. */
  readonly coolOffUntil: Instant | null;
}

/** What every page of a session needs. */
export interface SessionSetting extends PortalSetting {
  readonly email: string;
  readonly csrf: string;
  /** The last action, from the address. */
  readonly done: string;
  /** Whether the address administers several customers. */
  readonly hasChoice: boolean;
  /** Null until one is chosen. */
  readonly customer: CustomerSetting | null;
}

/** What every page of one customer needs. */
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
