import { describe, expect, test } from "vitest";
import { mailDraft } from "../../../shared/invitation/mails/mail-draft.ts";
import { invitationMail } from "../../../shared/invitation/mails/request-mail.ts";
import { testMail } from "../../../shared/mail/sandbox-mark.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { sandboxMarks, sandboxNotices } from "../../../shared/policy/sandbox-texts.ts";
import { aRequest } from "./a-request.ts";

describe.each(locales)("(H54) a mail of a sandbox partner in %s", (locale) => {
  const [mark, notice] = [sandboxMarks[locale], sandboxNotices[locale]];
  const mail = invitationMail(aRequest({ locale }));
  const marked = testMail(mail);

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
    const input = { ...aRequest({ locale }), customer };
    expect(mailDraft({ ...input, sandbox: true }).subject).toBe(`[${mark}] ${mailDraft(input).subject}`);
  });
});

test("a subject stays a header's line, however long it was", () => {
  const mail = { ...invitationMail(aRequest()), subject: "a".repeat(200) };
  expect([...testMail(mail).subject]).toHaveLength(200);
});
