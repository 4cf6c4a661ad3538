import type { CustomerPageSetting } from "../../functions/serve-portal/page-setting.ts";
import { supportListPage, supportRequestPage } from "../../functions/serve-portal/pages/support.ts";
import type { PortalTexts } from "../../functions/serve-portal/texts.ts";
import type { SupportRequestReading } from "../../shared/support/answers.ts";
import { ids } from "../support/builders/builders.ts";
import { days, names, type Pages } from "./names.ts";

type Named = SupportRequestReading & { readonly partner: string };

const open: Named = {
  ...({ id: "sup_1", version: 3, partnerId: ids.partner, partner: names.partner, customerId: ids.customer } as const),
  ...({ status: "open", kind: "service", severity: "normal", service: "exchange-online" } as const),
  ...({ subject: "Exchange Online", messageCount: 2, openedBy: "ada", openedAt: days.first } as const),
  ...({ updatedAt: days.eighth, closedAt: null, closedBy: null } as const),
};
const closed: Named = { ...open, kind: "customer-access", service: null, status: "closed", closedAt: days.eighth };
const messages = [
  { number: 1, by: "partner", at: days.first, text: names.customer },
  { number: 2, by: "operator", at: days.eighth, text: names.address },
] as const;

/** The requests that partners opened on the customer's behalf. */
export function supportPages(session: CustomerPageSetting, texts: PortalTexts): Pages {
  const list = { ...session, isFirst: true, next: null };
  return {
    "support: none": supportListPage({ ...list, requests: [] }, texts),
    "support: list": supportListPage({ ...list, requests: [open, closed], next: open.id }, texts),
    "support: request": supportRequestPage({ ...session, supportRequest: { ...open, messages } }, texts),
    "support: closed request": supportRequestPage({ ...session, supportRequest: { ...closed, messages } }, texts),
  };
}
