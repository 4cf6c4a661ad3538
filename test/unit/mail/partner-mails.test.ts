import { describe, expect, test } from "vitest";
import {
  codesStoppedMail,
  ownNewsMail,
  userNewsMail,
  type UserNews,
} from "../../../shared/mail/partners/partner-mails.ts";
import { loadPartnerMailTexts, type PartnerMailTexts } from "../../../shared/mail/partners/texts.ts";
import type { Mail } from "../../../shared/mail/request-mail.ts";
import { locales, type Locale } from "../../../shared/policy/locales.ts";
import { englishWordsIn } from "../../support/english-words.ts";
import { clickable, hostileTexts } from "./a-request.ts";

const texts = Object.fromEntries(
  await Promise.all(locales.map(async (lang) => [lang, await loadPartnerMailTexts(lang)] as const)),
) as Readonly<Record<Locale, PartnerMailTexts>>;

const address = "cy@contoso.example";

/** Every mail about a partner's users and codes, with `typed` wherever somebody typed something. */
function allMails(locale: Locale, typed: string): Record<string, Mail> {
  const reader = { texts: texts[locale], partner: typed, operator: typed };
  const at = "2026-11-22T14:03:00.000Z";
  const news = { address, role: "admin", before: "sales", by: { email: "ada@contoso.example" }, at } as const;
  const kinds: readonly UserNews["kind"][] = ["added", "changed", "removed"];
  return {
    ...Object.fromEntries(kinds.map((kind) => [kind, userNewsMail(reader, { ...news, kind })])),
    "added by the operator": userNewsMail(reader, { ...news, kind: "added", by: "operator" }),
    "added by nobody known": userNewsMail(reader, { ...news, kind: "added", by: "former" }),
    "own role": ownNewsMail(reader, { ...news, kind: "changed" }),
    "own removal": ownNewsMail(reader, { ...news, kind: "removed" }),
    codes: codesStoppedMail(reader, { day: "2026-11-22", wrong: 52 }),
  };
}

describe("a mail about a partner's users or codes", () => {
  test.each(locales)("is whole in %s, and in no other language", (locale) => {
    for (const [kind, { subject, html, text }] of Object.entries(allMails(locale, "Contoso"))) {
      expect(html, kind).toContain(`lang="${locale}"`);
      for (const body of [subject, text, html])
        expect(body, kind).not.toMatch(/undefined|\[object|\{\{|\$\{|=>|\{\w+\}/);
      expect(text, kind).toContain(subject);
      expect(subject, kind).toContain("Contoso");
      expect(text, kind).toMatch(/\b22\b.*2026|2026.*\b22\b/);
      expect(text.split("-- \n")[1], kind).toContain("Contoso");
      if (locale !== "en") expect(englishWordsIn(text.replaceAll(/\S+@\S+/g, "")), kind).toEqual([]);
    }
  });

  test("parts the colon as French does", () => {
    for (const [kind, { text }] of Object.entries(allMails("fr", "Contoso")))
      expect(text.match(/.*[^\u00a0]:(?!\d).*/g), kind).toBeNull();
  });

  test("names each role in every language", () => {
    for (const locale of locales)
      for (const role of ["admin", "sales", "helpdesk", "auditor"] as const)
        expect(texts[locale].roles[role].length).toBeGreaterThan(4);
  });

  test.each(Object.entries(hostileTexts))("has nothing to click, whatever was typed: %s", (_, hostile) => {
    for (const [kind, { subject, html, text }] of Object.entries(allMails("en", hostile))) {
      expect(clickable(html), kind).toEqual([]);
      expect(html).not.toMatch(/<script|<img|" onmouseover/);
      expect(subject).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F]/u);
      expect(text.match(/https?:\/\/\S+/g) ?? [], kind).toEqual([]);
    }
  });
});
