import { describe, expect, test } from "vitest";
import { mailsIn } from "../../../shared/gallery/mails.ts";
import { sampleNames } from "../../../shared/gallery/names.ts";
import type { Mail } from "../../../shared/invitation/mails/request-mail.ts";
import { locales, type Locale } from "../../../shared/policy/locales.ts";
import { englishWordsIn } from "../../support/pages/english-words.ts";
import { inEveryLanguage } from "../../support/pages/in-every-language.ts";
import { clickable, hostileTexts, namedEverywhere } from "./a-request.ts";

const mails = await inEveryLanguage((locale) => mailsIn(locale, namedEverywhere("Contoso")));
const groups = Object.keys(mails.en);
/** The English mails with each hostile name. */
const hostileMails = await Promise.all(
  Object.entries(hostileTexts).map(
    async ([kind, typed]) => [kind, await mailsIn("en", namedEverywhere(typed))] as const,
  ),
);
const linksIn = (text: string): Set<string> => new Set(text.match(/https?:\/\/\S+/g));
/** What a mail program would make a link of in a subject. */
const linkLike = (subject: string): string[] => subject.match(/\S+(?::\/\/|@|\.)[a-z]\S*/gi) ?? [];
/** All of them but the one that says what the partner wrote. */
const kindsOf = (locale: Locale, group: string): [kind: string, mail: Mail][] =>
  Object.entries(mails[locale][group]!).filter(([kind]) => !kind.includes("partner's words"));

test("every mail to a partner about a request or a relationship names the customer's address", async () => {
  const { address } = sampleNames;
  const named = await mailsIn("en");
  const aboutThem = Object.values(named).flatMap((kinds) =>
    Object.entries(kinds).filter(([, { text }]) => / to the people who look after /.test(text)),
  );
  expect(aboutThem.length).toBeGreaterThan(25);
  for (const [kind, { text }] of aboutThem)
    expect(text, kind).toMatch(new RegExp(`(?:inv|rel)_\\w+ (?:to|with) ${address}`));
});

describe.each(groups)("mails in the group %s", (group) => {
  test.each(locales)("are complete in %s", (locale) => {
    expect(kindsOf(locale, group).map(([kind]) => kind)).toEqual(kindsOf("en", group).map(([kind]) => kind));
    for (const [kind, { subject, html, text }] of kindsOf(locale, group)) {
      expect(html, kind).toContain(`<html lang="${locale}"`);
      for (const body of [subject, text, html])
        expect(body, kind).not.toMatch(/undefined|\[object|\{\{|\$\{|=>|\{\w+\}/);
      expect(subject.length, kind).toBeGreaterThan(10);
      expect(subject, kind).not.toContain("http");
      // What a request is called in its subject stands in its heading in other words.
      if (group !== "requests") expect(text, kind).toContain(subject);
      const english = [subject, text, html].flatMap(englishWordsIn);
      if (locale === "en") expect(english, kind).not.toEqual([]);
      else expect(english, kind).toEqual([]);
    }
  });

  test.each(locales.filter((locale) => locale !== "en"))("share no line with English in %s", (locale) => {
    for (const [kind, { text }] of kindsOf(locale, group)) {
      const english = mails.en[group]![kind]!.text.split("\n");
      const same = text
        .split("\n")
        .filter((line) => line.length > 12 && !/https?:/.test(line) && english.includes(line));
      expect(same, kind).toEqual([]);
    }
  });

  test("have a no-break space before a colon in French", () => {
    for (const [kind, { text }] of kindsOf("fr", group))
      expect(text.replaceAll(/https?:\S+/g, "").match(/.*[^\u00a0]:(?!\d).*/g), kind).toBeNull();
  });

  test.each(hostileMails)("have no markup, link or header of a hostile name (%s)", (_, hostileGroups) => {
    const hostile = hostileGroups[group]!;
    for (const [kind, { subject, html, text }] of Object.entries(hostile)) {
      const harmless = mails.en[group]![kind]!;
      expect(clickable(html), kind).toEqual(clickable(harmless.html));
      expect(linksIn(text), kind).toEqual(linksIn(harmless.text));
      expect(html, kind).not.toMatch(/<script|<img|" onmouseover/);
      expect(linkLike(subject), kind).toEqual(linkLike(harmless.subject));
      expect(subject, kind).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F]/u);
      expect(text + html, kind).not.toMatch(/[^\P{Cc}\t\n]|[\u202A-\u202E\u2066-\u2069\u200F]/u);
    }
  });
});
