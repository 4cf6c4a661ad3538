import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createInvitation, editInvitation } from "../../../shared/invitation/rules/drafts.ts";
import { mailDraft } from "../../../shared/invitation/mails/mail-draft.ts";
import { invitationMail } from "../../../shared/invitation/mails/request-mail.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { ownWords } from "../../../shared/terms/requests.ts";
import { anInvitation, aPolicy, someTerms } from "../../support/builders/builders.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { refusalOf } from "../../support/refusals.ts";
import { aDraft, aRequest, clickable, hostileTexts, link } from "./a-request.ts";

const by = { actor: { kind: "partner", id: "user-1" }, now } as const;
const saying = (text: string) => someTerms({ message: { subject: "Hi", text } });
const writing = (text: string) =>
  createInvitation({ ...anInvitation({ status: "draft" }), terms: saying(text) }, aPolicy(), by);

describe("(A4) the link must stay in a partner's text", () => {
  test.each(["", "no link", "{{ link }}", "{{LINK}}", "{link}", "{{link}", "{{links}}", "https://rapport.example/i/x"])(
    "so %j is refused, new and edited",
    (text) => {
      for (const write of [
        () => writing(text),
        () => editInvitation(anInvitation({ status: "draft" }), { terms: saying(text) }, aPolicy(), by),
      ]) {
        expect(refusalOf(write)).toMatchObject({ kind: "link-missing", faults: [{ pointer: "/message/text" }] });
      }
    },
  );

  test("and not in the subject, where there is nothing to click", () => {
    const terms = someTerms({ message: { subject: "Open {{link}}", text: "no link" } });
    const refusal = refusalOf(() => createInvitation({ ...anInvitation({ status: "draft" }), terms }, aPolicy(), by));
    expect(refusal.faults.map(({ pointer }) => pointer)).toEqual(["/message/subject", "/message/text"]);
  });

  test("once or more, and it stands whole in each place of both bodies", () => {
    const text = "First {{link}}, then {{link}}{{link}}.";
    expect(() => writing(text)).not.toThrow();
    const mail = invitationMail(aRequest({ message: { subject: "Hi", text } }));
    expect(mail.text.split(link)).toHaveLength(4);
    expect(clickable(mail.html)).toEqual([link]);
    expect(mailDraft(aDraft({ message: { subject: "Hi", text } })).text.split(link)).toHaveLength(4);
  });

  test.each(locales)("and stands in the text that is written where the partner writes none, in %s", (locale) => {
    const draft = mailDraft(aDraft({ locale, message: null }));
    expect(draft.text.split(link)).toHaveLength(2);
    expect(draft.subject.length).toBeGreaterThan(10);
  });

  test.each(Object.entries(hostileTexts))(
    "and is the only thing to click, whatever else is in it: %s",
    (_, hostile) => {
      const text = `${hostile} http://evil.example ftp://evil.example mailto:eve@evil.example {{link}}`;
      const { html } = invitationMail(aRequest({ message: { subject: hostile, text } }));
      expect(clickable(html)).toEqual([link]);
      expect(html).not.toMatch(/<(script|img)/);
    },
  );
});

describe("(A4) a partner's words", () => {
  test.each([
    ["a subject of 200 characters", { subject: "x".repeat(200), text: "{{link}}" }, true],
    ["a subject of 201", { subject: "x".repeat(201), text: "{{link}}" }, false],
    ["an empty subject", { subject: " ", text: "{{link}}" }, false],
    ["a subject of two lines", { subject: "a\nBcc: b@c.example", text: "{{link}}" }, false],
    ["a text of 10,000 characters", { subject: "s", text: `{{link}}${"x".repeat(9_992)}` }, true],
    ["a text of 10,001", { subject: "s", text: `{{link}}${"x".repeat(9_993)}` }, false],
    ["a text of several lines", { subject: "s", text: "a\r\n\tb\n{{link}}" }, true],
    ["a text that reverses reading", { subject: "s", text: "\u202E{{link}}" }, false],
    ["a subject alone", { subject: "s" }, false],
    ["something more", { subject: "s", text: "{{link}}", html: "<b>" }, false],
  ])("may be %s, or not", (_, words, isTaken) => {
    expect(ownWords.safeParse(words).success).toBe(isTaken);
  });
});

describe("(A5) a mail to send by hand", () => {
  const words = fc.record({
    subject: fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }),
    before: fc.string({ unit: "grapheme", maxLength: 4_000 }),
    after: fc.string({ unit: "grapheme", maxLength: 4_000 }),
    local: fc.constantFrom("it", "a".repeat(64)),
    domain: fc.constantFrom("contoso.example", `${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.example`),
  });

  test("has a mailto URL below 1,800 characters with the link whole, whatever is written to whom", () => {
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

  test("has the whole text for the clipboard, however long", () => {
    const text = `${"Wort für Wort. ".repeat(600)}{{link}}`;
    expect(mailDraft(aDraft({ message: { subject: "s", text } })).text).toBe(text.replace("{{link}}", link));
  });
});
