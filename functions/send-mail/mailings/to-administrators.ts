import type { Customer, Administrator } from "../../../shared/customer/model.ts";
import type { CustomerMailReader } from "../../../shared/customer/mails/customer-mail.ts";
import { loadCustomerMailTexts } from "../../../shared/customer/mails/texts.ts";
import { localeOf } from "../../../shared/invitation/mails/mail-input.ts";
import type { Mail } from "../../../shared/invitation/mails/request-mail.ts";
import type { Invitation } from "../../../shared/invitation/model.ts";
import { isOffered, spokenLocale, type Locale } from "../../../shared/policy/locales.ts";
import type { Mailing, MailSetting } from "../mailing.ts";

/** The query of a link to a page in the reader's language. Empty where none is known: the browser's language counts then. */
export const langQuery = (locale: string | null): string => (isOffered(locale) ? `?lang=${locale}` : "");

/** The address of a portal page in the reader's language. It holds no secret. */
export const portalLink = (publicUrl: string, page: string, locale: string | null): string =>
  `${publicUrl}/portal${page}${langQuery(locale)}`;

/**
 * The language of a mail to an administrator: the administrator's own, else that of the customer who was invited. `stated` is
 * null where neither is known; links to pages then leave the language to the browser.
 */
export function languageOf(
  { locale: own }: Pick<Administrator, "locale">,
  invitation: Invitation,
): { readonly locale: Locale; readonly stated: string | null } {
  const stated = own ?? invitation.terms.customer.locale;
  return { locale: isOffered(stated) ? stated : localeOf(invitation), stated };
}

/** The same without an invitation: else the language of the customer's longest-standing administrator who has one. */
export const languageAmong = (
  { locale: own }: Pick<Administrator, "locale">,
  { administrators }: Pick<Customer, "administrators">,
): Locale => spokenLocale(own, ...administrators.map(({ locale }) => locale));

/** One administrator as the reader of a mail. */
export interface AdministratorReader extends CustomerMailReader {
  readonly administrator: Administrator;
  /** The address of a portal page in the reader's language. */
  readonly page: (path: string) => string;
}

type Recipients = Pick<Customer, "name" | "administrators">;

/** A mail to every present administrator of a customer, each in the language of its reader. */
export const toAdministrators = (
  setting: Pick<MailSetting, "operatorName" | "publicUrl">,
  customer: Recipients,
  localeOf: (administrator: Administrator) => Locale,
  mailTo: (reader: AdministratorReader) => Mail,
): Promise<Mailing[]> =>
  Promise.all(
    customer.administrators.map(async (administrator) => {
      const locale = localeOf(administrator);
      const reader: AdministratorReader = {
        ...(await readerIn(locale, setting, customer)),
        administrator,
        page: (path) => portalLink(setting.publicUrl, path, locale),
      };
      return noticeTo(administrator.email, setting, mailTo(reader));
    }),
  );

/** The same about a relationship, with the address of its page. */
export const toAdministratorsOf = (
  relationshipId: string | null,
  { invitation, ...setting }: Pick<MailSetting, "operatorName" | "publicUrl"> & { readonly invitation: Invitation },
  customer: Recipients,
  mailTo: (reader: AdministratorReader, page: string) => Mail,
): Promise<Mailing[]> =>
  toAdministrators(
    setting,
    customer,
    (administrator) => languageOf(administrator, invitation).locale,
    (reader) => mailTo(reader, reader.page(`/relationships/${relationshipId}`)),
  );

/** The reader of a mail about a customer. */
export const readerIn = async (
  locale: Locale,
  { operatorName }: Pick<MailSetting, "operatorName">,
  { name }: Pick<Customer, "name">,
): Promise<CustomerMailReader> => ({
  texts: await loadCustomerMailTexts(locale),
  operator: operatorName,
  customer: name,
});

/** A notice from the operator. It is not about an invitation's link unless its caller says so. */
export const noticeTo = (to: string, { operatorName }: Pick<MailSetting, "operatorName">, mail: Mail): Mailing => ({
  kind: "notice",
  to,
  senderName: operatorName,
  replyTo: null,
  linkVersion: 0,
  mail,
  headers: {},
});
