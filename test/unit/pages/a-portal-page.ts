import type { CustomerPageSetting } from "../../../functions/serve-portal/page-setting.ts";
import type { GrantModel, PartnerModel } from "../../../functions/serve-portal/partner-model.ts";
import type { Locale } from "../../../shared/policy/locales.ts";
import { ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

/** What a page of one customer knows. */
export const aSession = (locale: Locale = "en", named: Partial<CustomerPageSetting> = {}): CustomerPageSetting => ({
  ...{
    locale,
    operatorName: "Fabrikam Cloud",
    path: "/portal",
    email: "it@contoso.example",
    csrf: "a-token",
    done: "",
    hasChoice: false,
    customer: { id: ids.customer, name: "Contoso", isVerified: true, sandbox: false, coolOffUntil: null },
  },
  ...named,
});

/** One permission that is held for a year. */
export const aGrant = (named: Partial<GrantModel> = {}): GrantModel => ({
  ...{ permission: "users.admin", status: "active", startsAt: now, endsAt: later({ days: 365 }), autoExtend: false },
  purpose: null,
  lastUsedAt: null,
  pausedAt: null,
  ...named,
});

/** A live relationship with one permission. */
export const aPartnerModel = (named: Partial<PartnerModel> = {}): PartnerModel => ({
  id: ids.relationship,
  partner: {
    ...{ id: ids.partner, displayName: "Contoso Partner", verified: { at: now, how: "C-1" } },
    supportContact: { name: "Ada", email: "help@contoso-partner.example", phone: "+39 02 1234" },
  },
  ...{ type: "reseller", status: "active", since: now, endedAt: null, grants: [aGrant()], isLeftWithSupport: false },
  ...{ isOnHold: false, isSuspended: false, isPaused: false, mayRenew: true },
  ...named,
});
