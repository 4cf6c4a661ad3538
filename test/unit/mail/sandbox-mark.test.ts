import { describe, expect, test } from "vitest";
import { mailDraft } from "../../../shared/invitation/mails/mail-draft.ts";
import { invitationMail } from "../../../shared/invitation/mails/request-mail.ts";
import { testMail } from "../../../shared/mail/sandbox-mark.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { loadSandboxTexts } from "../../../shared/policy/sandbox-texts.ts";
import { inEveryLanguage } from "../../support/pages/in-every-language.ts";
import { aDraft, aRequest } from "./a-request.ts";

const texts = await inEveryLanguage(loadSandboxTexts);

describe.each(locales)("a mail of a sandbox partner in %s", (locale) => {
  const sandbox = texts[locale];
  const { mark, notice } = sandbox;
  const mail = invitationMail(aRequest({ locale }));
  const marked = testMail(mail, sandbox);

  test("has the mark in its subject and the notice above its text and everything else", () => {
    const [, body = ""] = marked.html.split(/<body[^>]*>/);
    expect(marked.subject).toBe(`[${mark}] ${mail.subject}`);
    expect(marked.text).toBe(`${notice}\n\n${mail.text}`);
    expect(body).toMatch(/^\s*<p /);
    expect(body.slice(0, 200 + notice.length)).toContain(notice);
    expect(marked.html.replace(/<p [^>]*>[^<]*<\/p>/, "")).toBe(mail.html);
  });

  test("has the mark in its subject when the partner sends it by hand", () => {
    const input = aDraft({ locale, customer: { email: "success@simulator.amazonses.com", contactName: null } });
    expect(mailDraft({ ...input, sandbox }).subject).toBe(`[${mark}] ${mailDraft(input).subject}`);
  });
});

test("the marked subject of a mail is at most 200 characters long", () => {
  const mail = { ...invitationMail(aRequest()), subject: "a".repeat(200) };
  expect([...testMail(mail, texts.en).subject]).toHaveLength(200);
});
