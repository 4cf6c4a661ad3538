import { loadCodeMailTexts } from "../codes/mails.ts";
import { loadCustomerMailTexts } from "../customer/mails/texts.ts";
import { loadNoticeTexts } from "../invitation/mails/texts.ts";
import { loadRequestMailTexts } from "../invitation/mails/request-texts.ts";
import { loadPartnerMailTexts } from "../partner/mails/texts.ts";
import { loadRelationshipTexts } from "../relationship/mails/texts.ts";
import type { Mail } from "../invitation/mails/request-mail.ts";
import { locales, type Locale } from "../policy/locales.ts";
import { loadSandboxTexts } from "../policy/sandbox-texts.ts";
import { customerMails } from "./customer-mails.ts";
import { sampleNames, type SampleNames } from "./names.ts";
import { noticeMails } from "./notices.ts";
import { partnerMails } from "./partner-mails.ts";
import { relationshipMails } from "./relationship-mails.ts";
import { requestMails } from "./request-mails.ts";

const link =
  "https://rapport.example/i/inv_01JD0000000000000000000001.1.1.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/** Every mail in a language, by group and kind. */
export const mailsIn = async (
  locale: Locale,
  names: SampleNames = sampleNames,
): Promise<Record<string, Record<string, Mail>>> => ({
  requests: requestMails(
    {
      request: await loadRequestMailTexts(locale),
      code: await loadCodeMailTexts(locale),
      sandbox: await loadSandboxTexts(locale),
    },
    link,
    names,
  ),
  notices: noticeMails(await loadNoticeTexts(locale), link, names),
  relationships: relationshipMails(await loadRelationshipTexts(locale), names),
  partners: partnerMails(await loadPartnerMailTexts(locale), names),
  customers: customerMails(await loadCustomerMailTexts(locale), names),
});

/** Every mail there is, by language and group, with names as they could be. */
export const gallery = async (): Promise<Record<string, Record<string, Record<string, Mail>>>> =>
  Object.fromEntries(await Promise.all(locales.map(async (locale) => [locale, await mailsIn(locale)] as const)));
