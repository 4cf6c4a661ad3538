import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createInvitation, editInvitation } from "../../../shared/invitation/rules/drafts.ts";
import { mailDraft } from "../../../shared/invitation/mails/mail-draft.ts";
import { invitationMail } from "../../../shared/invitation/mails/request-mail.ts";

import { ownWords } from "../../../shared/terms/requests.ts";
import { anInvitation, aPolicy, someTerms } from "../../support/builders/builders.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { refusalOf } from "../../support/refusals.ts";
import { aDraft, aRequest, clickable, link, unsubscribeUrl } from "./a-request.ts";

const by = { actor: { kind: "partner", id: "user-1" }, now } as const;
const saying = (text: string) => someTerms({ message: { subject: "Hi", text } });
const writing = (text: string) =>
  createInvitation({ ...anInvitation({ status: "draft" }), terms: saying(text) }, aPolicy(), by);

describe("a partner's message without the link's placeholder", () => {
  test.each(["", "no link", "{{ link }}", "{{LINK}}", "{link}", "{{link}", "{{links}}", "https://rapport.example/i/x"])(
    "is refused when a draft is created or edited: %j",
    (text) => {
      for (const write of [
        () => writing(text),
        () => editInvitation(anInvitation({ status: "draft" }), { terms: saying(text) }, aPolicy(), by),
      ]) {
        expect(refusalOf(write)).toMatchObject({ kind: "link-missing", faults: [{ pointer: "/message/text" }] });
      }
    },
  );

  test("is refused even when the subject has the placeholder", () => {
    const terms = someTerms({ message: { subject: "Open {{link}}", text: "no link" } });
    const refusal = refusalOf(() => createInvitation({ ...anInvitation({ status: "draft" }), terms }, aPolicy(), by));
    expect(refusal.faults.map(({ pointer }) => pointer)).toEqual(["/message/subject", "/message/text"]);
  });

  test("is refused, but several placeholders are each replaced by the whole link", () => {
    const text = "First {{link}}, then {{link}}{{link}}.";
    expect(() => writing(text)).not.toThrow();
    const mail = invitationMail(aRequest({ message: { subject: "Hi", text } }));
    expect(mail.text.split(link)).toHaveLength(4);
    expect(clickable(mail.html)).toEqual([link, unsubscribeUrl]);
    expect(mailDraft(aDraft({ message: { subject: "Hi", text } })).text.split(link)).toHaveLength(4);
  });
});

describe("a partner's own subject and text", () => {
  test.each([
    ["a subject of 200 characters", true, { subject: "x".repeat(200), text: "{{link}}" }],
    ["a subject of 201 characters", false, { subject: "x".repeat(201), text: "{{link}}" }],
    ["an empty subject", false, { subject: " ", text: "{{link}}" }],
    ["a subject of two lines", false, { subject: "a\nBcc: b@c.example", text: "{{link}}" }],
    ["a text of 10,000 characters", true, { subject: "s", text: `{{link}}${"x".repeat(9_992)}` }],
    ["a text of 10,001 characters", false, { subject: "s", text: `{{link}}${"x".repeat(9_993)}` }],
    ["a text of several lines", true, { subject: "s", text: "a\r\n\tb\n{{link}}" }],
    ["a text that reverses reading", false, { subject: "s", text: "\u202E{{link}}" }],
    ["a subject only", false, { subject: "s" }],
    ["an unknown field", false, { subject: "s", text: "{{link}}", html: "<b>" }],
  ])("with %s is valid: %s", (_, isTaken, words) => {
    expect(ownWords.safeParse(words).success).toBe(isTaken);
  });
});

describe("a mail to send by hand", () => {
  const words = fc.record({
    subject: fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }),
    before: fc.string({ unit: "grapheme", maxLength: 4_000 }),
    after: fc.string({ unit: "grapheme", maxLength: 4_000 }),
    local: fc.constantFrom("it", "a".repeat(64)),
    domain: fc.constantFrom("contoso.example", `${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.example`),
  });

  test("has a mailto URL below 1,800 characters with the whole link for any text and address", () => {
    fc.assert(
      fc.property(words, ({ subject, before, after, local, domain }) => {
        const message = { subject, text: `${before}{{link}}${after}` };
        const { mailto } = mailDraft(
          aDraft({ message, customer: { email: `${local}@${domain}`, contactName: "Ada" } }),
        );
        expect(mailto.length).toBeLessThan(1_800);
        const url = new URL(mailto);
        expect(decodeURIComponent(url.pathname)).toBe(`${local}@${domain}`);
        expect(url.searchParams.get("body")).toContain(link);
        expect(() => decodeURIComponent(mailto)).not.toThrow();
      }),
      { seed: 20261124, numRuns: 150 },
    );
  });
});
