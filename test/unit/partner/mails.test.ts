import { describe, expect, test } from "vitest";
import { partnerMails } from "../../../shared/gallery/partner-mails.ts";
import { loadPartnerMailTexts } from "../../../shared/partner/mails/texts.ts";
import type { Mail } from "../../../shared/invitation/mails/request-mail.ts";
import { locales, type Locale } from "../../../shared/policy/locales.ts";
import { inEveryLanguage } from "../../support/pages/in-every-language.ts";
import { namedEverywhere } from "../mail/a-request.ts";

const texts = await inEveryLanguage(loadPartnerMailTexts);

const allMails = (locale: Locale, typed: string): Record<string, Mail> =>
  partnerMails(texts[locale], namedEverywhere(typed));

describe("a mail about a partner's users or codes", () => {
  test.each(locales)("names the partner and the day in %s", (locale) => {
    for (const [kind, { subject, text }] of Object.entries(allMails(locale, "Contoso"))) {
      expect(subject, kind).toContain("Contoso");
      expect(text, kind).toMatch(/\b22\b.*2026|2026.*\b22\b/);
      expect(text.split("-- \n")[1], kind).toContain("Contoso");
    }
  });
});
