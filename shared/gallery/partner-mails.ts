import { codesStoppedMail, ownNewsMail, userNewsMail, type PartnerReader } from "../partner/mails/partner-mails.ts";
import type { PartnerMailTexts } from "../partner/mails/texts.ts";
import type { Mail } from "../invitation/mails/request-mail.ts";
import { at, type SampleNames } from "./names.ts";

/** Every mail to a partner about itself and its users. */
export function partnerMails(texts: PartnerMailTexts, { partner, operator }: SampleNames): Record<string, Mail> {
  const reader: PartnerReader = { texts, partner, operator };
  const news = { address: "grace@adatum.example", role: "admin", before: null, at } as const;
  const by = { email: "alan@adatum.example" };
  return {
    "user added": userNewsMail(reader, { ...news, kind: "added", by }),
    "user added by the operator": userNewsMail(reader, { ...news, kind: "added", by: "operator" }),
    "user added to help": userNewsMail(reader, { ...news, role: "helpdesk", kind: "added", by }),
    "user changed to read only": userNewsMail(reader, {
      ...news,
      role: "auditor",
      kind: "changed",
      before: "sales",
      by,
    }),
    "user changed": userNewsMail(reader, { ...news, kind: "changed", before: "sales", by }),
    "user removed by nobody known": userNewsMail(reader, { ...news, kind: "removed", by: "former" }),
    "myself changed": ownNewsMail(reader, { ...news, kind: "changed", before: "sales", by }),
    "myself removed": ownNewsMail(reader, { ...news, kind: "removed", by }),
    "codes stopped": codesStoppedMail(reader, { day: at.slice(0, 10), wrong: 200 }),
  };
}
