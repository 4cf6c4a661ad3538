import { describe, expect, test } from "vitest";
import { noticeMails } from "../../../shared/gallery/notices.ts";
import { loadNoticeTexts } from "../../../shared/invitation/mails/texts.ts";
import { loadPageTexts } from "../../../functions/serve-offer/texts.ts";
import type { Mail } from "../../../shared/invitation/mails/request-mail.ts";
import { locales, type Locale } from "../../../shared/policy/locales.ts";
import { inEveryLanguage } from "../../support/pages/in-every-language.ts";
import { clickable, hostileTexts, link, linkLike, namedEverywhere } from "../mail/a-request.ts";

const texts = await inEveryLanguage(loadNoticeTexts);

const allMails = (locale: Locale, typed: string): Record<string, Mail> =>
  noticeMails(texts[locale], link, namedEverywhere(typed));

/** Our own links in a mail: the personal one, and the way to the portal. */
const linksOf = (kind: string): string[] =>
  kind.startsWith("confirmation") ? [link, link] : /^(signing in|confirming)/.test(kind) ? [link] : [];

const mailOf = (locale: Locale, kind: string): Mail => allMails(locale, "Contoso")[kind]!;

describe("a mail that tells", () => {
  test.each(Object.entries(hostileTexts))("has nothing to click but our link, whatever was typed: %s", (_, hostile) => {
    for (const [kind, { subject, html, text }] of Object.entries(allMails("en", hostile))) {
      const links = linksOf(kind);
      expect(clickable(html), kind).toEqual([...new Set(links)]);
      expect(html).not.toMatch(/<script|<img|" onmouseover/);
      expect(subject).not.toMatch(linkLike);
      expect(subject).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F]/u);
      expect(text.match(/https?:\/\/\S+/g) ?? []).toEqual(links);
    }
  });
});

test("a bounce says what the mail system said and what to do", () => {
  const { text } = mailOf("en", "bounced");
  expect(text).toContain("could not be delivered to Contoso");
  expect(text).toContain("What the mail system said: Contoso");
  expect(text).toContain("correct the address on the invitation");
});

test.each(locales)("a confirmation in %s has the words of the page for how much was accepted", async (locale) => {
  const { accepted } = await loadPageTexts(locale);
  const { subjects, becomes, stays } = texts[locale].confirmation;
  for (const [words, ofPage] of [
    [subjects, accepted.titles],
    [becomes, accepted.becomes],
    [stays, accepted.stays],
  ] as const) {
    expect(words).toEqual(ofPage);
  }
});

test("a confirmation says what the partner is now, and what was not granted", () => {
  const [all, part] = ["confirmation", "confirmation of a part"].map((kind) => mailOf("en", kind).text);
  expect(all).toContain("Contoso is now your reseller.");
  expect(part).toContain("Contoso stays your reseller.");
  expect(part).toContain("What was not granted:\n\n- Contoso");
  expect(all).not.toContain("not granted");
});

test("permissions that extend themselves are announced as such only where there are any", () => {
  const { extends: words } = texts.en.confirmation;
  expect(mailOf("en", "confirmation").text).toContain(words);
  expect(mailOf("en", "confirmation of nothing").text).not.toContain(words);
});
