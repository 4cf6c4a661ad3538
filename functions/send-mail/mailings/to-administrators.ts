import type { Customer, Administrator } from "../../../shared/customer/model.ts";
import type { CustomerMailReader } from "../../../shared/customer/mails/customer-mail.ts";
import { loadCustomerMailTexts } from "../../../shared/customer/mails/texts.ts";
import type { Mail } from "../../../shared/invitation/mails/request-mail.ts";
import type { Locale } from "../../../shared/policy/locales.ts";
import type { Mailing, MailSetting } from "../mailing.ts";
import { portalLink } from "./portal-link.ts";

/** One administrator as the reader of a mail. */
export interface AdministratorReader extends CustomerMailReader {
  readonly administrator: Administrator;
  /** Where a page of the portal is, in the reader's language. */
  readonly page: (path: string) => string;
}

/** A mail to every administrator that a customer has now, in the language of each. */
export const toAdministrators = (
  setting: Pick<MailSetting, "operatorName" | "publicUrl">,
  customer: Pick<Customer, "name" | "administrators">,
  languageOf: (administrator: Administrator) => Locale,
  mailTo: (reader: AdministratorReader) => Mail,
): Promise<Mailing[]> =>
  Promise.all(
    customer.administrators.map(async (administrator) => {
      const locale = languageOf(administrator);
      const reader: AdministratorReader = {
        ...(await readerIn(locale, setting, customer)),
        administrator,
        page: (path) => portalLink(setting.publicUrl, path, locale),
      };
      return noticeTo(administrator.email, setting, mailTo(reader));
    }),
  );

/** Who reads about a customer in a language. */
export const readerIn = async (
  locale: Locale,
  { operatorName }: Pick<MailSetting, "operatorName">,
  { name }: Pick<Customer, "name">,
): Promise<CustomerMailReader> => ({
  texts: await loadCustomerMailTexts(locale),
  operator: operatorName,
  customer: name,
});

/** A notice from the operator that is about no link of an invitation. */
export const noticeTo = (to: string, { operatorName }: Pick<MailSetting, "operatorName">, mail: Mail): Mailing => ({
  ...{ kind: "notice", to, senderName: operatorName, replyTo: null },
  ...{ linkVersion: 0, mail, headers: {} },
});
