import { describe, expect, test } from "vitest";
import { piecesApart } from "../../../shared/mail/link-apart.ts";
import { mailDraft, type MailDraftInput } from "../../../shared/invitation/mails/mail-draft.ts";
import { aDraft, hostileTexts, link } from "../mail/a-request.ts";

const draftOf = (message: MailDraftInput["message"], email = "it@contoso.example") =>
  mailDraft(aDraft({ message, customer: { email, contactName: "Ada" } }));

const read = (mailto: string) => {
  const url = new URL(mailto);
  return { to: decodeURIComponent(url.pathname), fields: Object.fromEntries(url.searchParams) };
};

describe("a draft to send by hand", () => {
  test("has the whole link in its text and in its mailto URL", () => {
    const draft = draftOf({ subject: "Hi & hello", text: "One\nTwo: {{link}}\nThree" });
    expect(draft.link).toBe(link);
    expect(draft.text).toBe(`One\nTwo: ${link}\nThree`);
    expect(read(draft.mailto)).toEqual({
      to: "it@contoso.example",
      fields: { subject: "Hi & hello", body: `One\r\nTwo: ${link}\r\nThree` },
    });
  });

  test.each([
    ["{{link}}/../evil", `${link} /../evil`],
    ["{{link}}{{link}}", `${link} ${link}`],
    ["read:{{link}}, please", `read: ${link} , please`],
    ["a\n{{link}}\nb", `a\n${link}\nb`],
  ])("separates the link from text that touches it: %j", (text, expected) => {
    const draft = draftOf({ subject: "s", text });
    expect([draft.text, read(draft.mailto).fields["body"]]).toEqual([expected, expected.replaceAll("\n", "\r\n")]);
  });

  test.each(Array.from({ length: 40 }, (_, more) => 1_380 + 10 * more))(
    "keeps the link whole and separate in a mailto URL that is cut after %d letters",
    (letters) => {
      for (const text of [`${"x".repeat(letters)}{{link}}${"x".repeat(900)}`, `{{link}}\n${"ü".repeat(letters)}`]) {
        const { mailto } = draftOf({ subject: "s", text });
        expect(mailto.length).toBeLessThan(1_800);
        expect(read(mailto).fields["body"]).toMatch(/(?<!\S)https:\/\/\S+(?!\S)/);
        expect(read(mailto).fields["body"]?.match(/https:\/\/\S+/g)).toEqual([link]);
      }
    },
  );

  test.each([
    ["before the link", `${"Grüße 😀\n".repeat(5_000)}{{link}}`],
    ["after the link", `{{link}}${"Grüße 😀\n".repeat(5_000)}`],
    ["around the link", `${hostileTexts.long}{{link}}${hostileTexts.long}{{link}}`],
  ])("is cut in the mailto URL only: long text %s", (_, text) => {
    const draft = draftOf({ subject: "é".repeat(900), text });
    expect(draft.mailto.length).toBeLessThan(1_800);
    expect(draft.mailto.length).toBeGreaterThan(1_700);
    expect(read(draft.mailto).fields["body"]).toContain(link);
    expect(read(draft.mailto).fields["body"]).toContain("…");
    expect(draft.text).toBe(piecesApart(text.split("{{link}}")).join(link));
  });

  test("cannot get more recipients or fields from its text", () => {
    const { to, fields } = read(
      draftOf({ subject: "a&bcc=x@y.example", text: "b&cc=z {{link}}" }, "o+a&b?c@d.example").mailto,
    );
    expect(to).toBe("o+a&b?c@d.example");
    expect(Object.keys(fields)).toEqual(["subject", "body"]);
    expect(draftOf({ subject: hostileTexts.header, text: "{{link}}" }).subject).not.toContain("\n");
  });
});
