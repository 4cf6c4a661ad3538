import { describe, expect, test } from "vitest";
import { mailDraft, type MailDraftInput } from "../../../shared/mail/mail-draft.ts";
import { aRequest, hostileTexts, link } from "./a-request.ts";

const draftOf = (message: MailDraftInput["message"], email = "it@contoso.example") =>
  mailDraft({ ...aRequest(), message, customer: { email, contactName: "Ada" } });

const read = (mailto: string) => {
  const url = new URL(mailto);
  return { to: decodeURIComponent(url.pathname), fields: Object.fromEntries(url.searchParams) };
};

describe("a draft to send by hand", () => {
  test("carries the link whole in the text and in the mailto URL", () => {
    const draft = draftOf({ subject: "Hi & hello", text: "One\nTwo: {{link}}\nThree" });
    expect(draft.link).toBe(link);
    expect(draft.text).toBe(`One\nTwo: ${link}\nThree`);
    expect(read(draft.mailto)).toEqual({
      to: "it@contoso.example",
      fields: { subject: "Hi & hello", body: `One\r\nTwo: ${link}\r\nThree` },
    });
  });

  test("has a default message", () => {
    expect(draftOf(null).text).toContain(`Hello Ada,`);
    expect(draftOf(null).text).toContain(link);
  });

  test.each([
    ["before the link", `${"Grüße 😀\n".repeat(5_000)}{{link}}`],
    ["after the link", `{{link}}${"Grüße 😀\n".repeat(5_000)}`],
    ["around the link", `${hostileTexts.long}{{link}}${hostileTexts.long}{{link}}`],
  ])("is shortened %s in the mailto URL only", (_, text) => {
    const draft = draftOf({ subject: "é".repeat(900), text });
    expect(draft.mailto.length).toBeLessThan(1_800);
    expect(draft.mailto.length).toBeGreaterThan(1_700);
    expect(read(draft.mailto).fields["body"]).toContain(link);
    expect(read(draft.mailto).fields["body"]).toContain("…");
    expect(draft.text).toBe(text.replaceAll("{{link}}", link));
  });

  test("cannot be made to address or say more by what is in it", () => {
    const { to, fields } = read(
      draftOf({ subject: "a&bcc=x@y.example", text: "b&cc=z {{link}}" }, "o+a&b?c@d.example").mailto,
    );
    expect(to).toBe("o+a&b?c@d.example");
    expect(Object.keys(fields)).toEqual(["subject", "body"]);
    expect(draftOf({ subject: hostileTexts.header, text: "{{link}}" }).subject).not.toContain("\n");
  });

  test("is refused when the message has no place for the link", () => {
    expect(() => draftOf({ subject: "s", text: "no link" })).toThrow("{{link}}");
  });
});
