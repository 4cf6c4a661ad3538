import { refusalReasons } from "../delivery/rules/mail-refusal.ts";
import { confirmationMail, signInMail } from "../invitation/mails/customer-notices.ts";
import {
  acceptedNotice,
  confirmAddressMail,
  declinedNotice,
  expiredNotice,
  renewalNotice,
  undeliverableNotice,
} from "../invitation/mails/partner-notices.ts";
import type { NoticeTexts } from "../invitation/mails/texts.ts";
import type { Mail } from "../invitation/mails/request-mail.ts";
import { at, invitationId, type SampleNames } from "./names.ts";

const until = "2027-11-22T14:03:00.000Z";

const whole = {
  acceptedScope: "whole",
  relationship: "reseller",
  isRestoration: false,
  refused: [],
  autoExtend: true,
} as const;

/** Every mail about the result of an invitation, and those that confirm an address; all links are `link`. */
export function noticeMails(texts: NoticeTexts, link: string, names: SampleNames): Record<string, Mail> {
  const { partner, operator, person, permission, words } = names;
  const input = { texts, names, invitationId };
  const granted = { person, at, granted: [permission], until };
  const customer = { ...granted, texts, partnerName: partner, operatorName: operator, portal: link, isOwn: true };
  const refused = [permission];
  const nothing = { acceptedScope: "withoutPermissions", granted: [], until: null, refused } as const;
  const part = { acceptedScope: "part", isRestoration: true, refused } as const;
  return {
    accepted: acceptedNotice(input, { ...whole, ...granted }),
    partly: acceptedNotice(input, { ...whole, ...granted, ...part }),
    connected: acceptedNotice(input, { ...whole, ...granted, ...nothing }),
    declined: declinedNotice(input, words),
    "declined silently": declinedNotice(input, null),
    expired: expiredNotice(input, at, true),
    "expired undelivered": expiredNotice(input, at, false),
    renewal: renewalNotice(input, at),
    undelivered: undeliverableNotice(input, "undelivered", words),
    bounced: undeliverableNotice(input, "bounced", words),
    complained: undeliverableNotice(input, "complained", words),
    suppressed: undeliverableNotice(input, "suppressed", words),
    rejected: undeliverableNotice(input, "rejected", refusalReasons.text),
    "address not accepted": undeliverableNotice(input, "rejected", refusalReasons.address),
    "mail not accepted": undeliverableNotice(input, "rejected", refusalReasons.nobody),
    confirmation: confirmationMail({ ...customer, ...whole, link }),
    "confirmation of a part": confirmationMail({ ...customer, ...whole, link, ...part }),
    "confirmation of nothing": confirmationMail({ ...customer, ...whole, link, ...nothing }),
    "confirmation to another": confirmationMail({ ...customer, ...whole, link, isOwn: false }),
    "signing in": signInMail({ texts, operator, link, minutes: 15 }),
    "confirming an address": confirmAddressMail({ texts, names, link, days: 7 }),
  };
}
