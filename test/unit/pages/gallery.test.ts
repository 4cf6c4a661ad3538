import { describe, expect, test } from "vitest";
import { compileMessage } from "../../../infra/build/messages.ts";
import { sentencesOf, textFolders } from "../../../infra/build/texts.ts";
import { gallery } from "../../../shared/gallery/mails.ts";
import type { Part } from "../../../shared/message.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { pagesIn } from "../../gallery/pages.ts";
import { englishWordsIn } from "../../support/pages/english-words.ts";

/** Folders whose texts are on pages or in mails of the gallery. The others are of sign-in pages and of commands. */
const shown = textFolders.filter((folder) => /^(functions|shared)\//.test(folder));

/** Texts for what does not happen yet. */
const toCome = /^functions\/serve-portal\/texts\/history\/Relationship(Suspended|Resumed)$/;

const read = (markup: string): string =>
  markup
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

describe.each(locales)("in %s, every page", (locale) => {
  test("declares its language, leaves no name without a value, and speaks no other language", async () => {
    for (const [name, markup] of Object.entries(await pagesIn(locale))) {
      expect(markup, name).toContain(`<html lang="${locale}">`);
      expect(markup.replace(/data-words="[^"]*"/, ""), name).not.toMatch(/\{\w+\}|undefined|\[object|>null</);
      if (locale !== "en") expect(englishWordsIn(markup), name).toEqual([]);
    }
  });
});

test.each(locales)(
  "in %s, every page of a genuine link leads to the other languages, and stays in its own",
  async (locale) => {
    const pages = Object.entries(await pagesIn(locale));
    for (const [name, markup] of pages.filter(([name]) => /^offer\/(?!unknown|problem)/.test(name))) {
      for (const other of locales.filter((one) => one !== locale))
        expect(markup, name).toMatch(
          new RegExp(`formaction="/i/[^/"]+/decision\\?lang=${other}"|<a href="/i/[^/"]+\\?lang=${other}" hreflang`),
        );
    }
    for (const [name, markup] of pages) {
      const own = [...markup.matchAll(/(?:href|action)="(\/(?:portal|i\/)[^"]*)"(?! hreflang)/g)].map(
        ([, path]) => path,
      );
      for (const path of own.filter((path) => !/decision|receipt|^\/portal$/.test(path ?? "")))
        expect(path, name).toContain(`lang=${locale}`);
    }
  },
);

test("a page of a link that is not genuine names no link", async () => {
  expect((await pagesIn("en"))["offer/unknown"]).not.toMatch(/"\/i\//);
});

test("every form of a session carries the token of the session", async () => {
  const pages = Object.entries(await pagesIn("en"));
  const inSession = pages.filter(([name]) => /^portal\/(?!sign in|problem)/.test(name));
  for (const [name, markup] of inSession) {
    const forms = [...markup.matchAll(/<form[^>]*method="post"[^]*?<\/form>/g)].map(([form]) => form);
    expect(forms.length, name).toBeGreaterThan(0);
    for (const form of forms) expect(form, name).toContain('name="csrf" value="a-token"');
  }
});

test("no page has anything inline that its policy would refuse", async () => {
  for (const [name, markup] of Object.entries(await pagesIn("en")))
    expect(markup, name).not.toMatch(/\sstyle=|<script(?! type="module" src=)|\son\w+=/);
});

test("every text is on a page or in a mail", async () => {
  const mails = Object.values((await gallery())["en"] ?? {}).flatMap((group) => Object.values(group));
  const pages = Object.values(await pagesIn("en"));
  const all = read([...pages, ...mails.flatMap(({ subject, html, text }) => [subject, html, text])].join("\n"));
  /** Whether all that a message says besides its values is there, of a choice that of one case. */
  const isThere = (parts: readonly Part[]): boolean =>
    parts.every((part, at) => {
      if (typeof part === "string") return at % 2 === 1 || all.includes(part.trim());
      return Object.values(part.cases).some(isThere);
    });
  const unused = shown.flatMap((folder) =>
    sentencesOf(folder, "en").flatMap(([place, text]) => {
      const message = compileMessage(text, "en");
      const isUsed = isThere(typeof message === "string" ? [message] : message.parts);
      return isUsed || toCome.test(folder + place) ? [] : [folder + place];
    }),
  );
  expect(unused).toEqual([]);
});
