import { describe, expect, test } from "vitest";
import { mailDraft } from "../../../shared/invitation/mails/mail-draft.ts";
import { invitationMail } from "../../../shared/invitation/mails/request-mail.ts";
import { testMail } from "../../../shared/mail/sandbox-mark.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { loadSandboxTexts } from "../../../shared/policy/sandbox-texts.ts";
import { inEveryLanguage } from "../../support/pages/in-every-language.ts";
import { aDraft, aRequest } from "./a-request.ts";

const texts = await inEveryLanguage(loadSandboxTexts);

describe.each(locales)("(H54) a mail of a sandbox partner in %s", (locale) => {
  const sandbox = texts[locale];
  const { mark, notice } = sandbox;
  const mail = invitationMail(aRequest({ locale }));
  const marked = testMail(mail, sandbox);

  test("says that it is a test in its subject and above its text, which stays", () => {
    expect(marked.subject).toBe(`[${mark}] ${mail.subject}`);
    expect(marked.text).toBe(`${notice}\n\n${mail.text}`);
  });

  test("says it above everything else in its HTML", () => {
    const [, body = ""] = marked.html.split(/<body[^>]*>/);
    expect(body.trimStart().startsWith("<p ")).toBe(true);
    expect(body.indexOf(notice)).toBeGreaterThan(0);
    expect(body.indexOf(notice)).toBeLessThan(200);
    expect(marked.html.replace(/<p [^>]*>[^<]*<\/p>/, "")).toBe(mail.html);
  });

  test("says it in the subject of a mail that the partner sends by hand", () => {
    const customer = { email: "success@simulator.amazonses.com", contactName: null };
    const input = aDraft({ locale, customer });
    expect(mailDraft({ ...input, sandbox }).subject).toBe(`[${mark}] ${mailDraft(input).subject}`);
  });
});

test("a subject stays a header's line, however long it was", () => {
  const mail = { ...invitationMail(aRequest()), subject: "a".repeat(200) };
  expect([...testMail(mail, texts.en).subject]).toHaveLength(200);
});
