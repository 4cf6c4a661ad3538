import { describe, expect, test } from "vitest";
import { customerMails, customerPage as page } from "../../../shared/gallery/customer-mails.ts";
import { at, later, sampleNames as names, type SampleNames } from "../../../shared/gallery/names.ts";
import { addedMail } from "../../../shared/customer/mails/administrator-mails.ts";
import { loadCustomerMailTexts } from "../../../shared/customer/mails/texts.ts";
import type { Mail } from "../../../shared/invitation/mails/request-mail.ts";
import { locales, type Locale } from "../../../shared/policy/locales.ts";
import { inEveryLanguage } from "../../support/pages/in-every-language.ts";

const texts = await inEveryLanguage(loadCustomerMailTexts);

const allMails = (lang: Locale, said: SampleNames): Record<string, Mail> => customerMails(texts[lang], said);

const each = (check: (mail: Mail, kind: string, locale: Locale) => void): void => {
  for (const locale of locales)
    for (const [kind, mail] of Object.entries(allMails(locale, names))) check(mail, `${kind} in ${locale}`, locale);
};

describe("a mail about a customer", () => {
  test("has the customer in its subject, and the sender and the reason in its footer", () => {
    each(({ subject, text }, kind) => {
      expect(subject, kind).toContain(names.customer);
      const footer = text.split("-- \n")[1] ?? "";
      expect(footer, kind).toContain(names.operator);
      expect(footer, kind).toContain(kind.startsWith("partner:") ? names.partner : names.customer);
    });
  });

  test("has the date on which it happened, or until which the reader can act", () => {
    const undated = /dropped: unconfirmed|partner: (unattended|cancelled)/;
    each(({ text }, kind) => {
      if (!undated.test(kind)) expect(text, kind).toMatch(/\b(22|8)\b.*20\d\d/);
    });
  });
});

describe("the administrator who acted, in a mail", () => {
  test("is shown by address when the name is unknown", () => {
    const reader = { texts: texts.en, operator: "Fabrikam Cloud", customer: "Contoso" };
    const { subject, text } = addedMail(reader, {
      by: { name: null, email: "ada@contoso.example" },
      ...{ at, address: "grace@contoso.example", expiresAt: later, page },
    });
    expect(subject).toContain("ada");
    expect(text).toContain("ada@contoso.example added grace@contoso.example");
  });
});

describe("permissions in a mail", () => {
  const text = (kind: string): string => allMails("en", names)[kind]!.text;

  test("are described as renewing automatically only when some do", () => {
    const { extends: words } = texts.en.accepted;
    expect(text("accepted")).toContain(words);
    for (const kind of ["accepted more", "accepted nothing"]) expect(text(kind)).not.toContain(words);
  });
});
