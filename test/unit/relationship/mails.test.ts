import { describe, expect, test } from "vitest";
import { relationshipMails } from "../../../shared/gallery/relationship-mails.ts";
import { loadRelationshipTexts } from "../../../shared/relationship/mails/texts.ts";
import type { Mail } from "../../../shared/invitation/mails/request-mail.ts";
import type { Locale } from "../../../shared/policy/locales.ts";
import { inEveryLanguage } from "../../support/pages/in-every-language.ts";
import { namedEverywhere } from "../mail/a-request.ts";

const texts = await inEveryLanguage(loadRelationshipTexts);

const allMails = (locale: Locale, typed: string): Record<string, Mail> =>
  relationshipMails(texts[locale], namedEverywhere(typed));

const mailOf = (locale: Locale, kind: string): Mail => allMails(locale, "Contoso")[kind]!;

describe("a mail about a relationship", () => {
  test("names each permission with its own end, and in the subject the earliest", () => {
    const { subject, text } = mailOf("en", "customer: expiring");
    expect(subject).toBe("Permissions of Contoso end on December 22, 2026");
    expect(text).toContain("- Contoso – January 1, 2027\n- Helpdesk – December 22, 2026");
  });
});
