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
    expect(subject).toBe("The permissions of Contoso end on 22 December 2026");
    expect(text).toContain("- Contoso – 1 January 2027\n- Helpdesk – 22 December 2026");
  });
});
