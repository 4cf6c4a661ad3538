import { describe, expect, test } from "vitest";
import { plainText } from "../../../shared/html/plain-text.ts";
import { headerSafe, inertHtml, inertText, labelled, subjectLine } from "../../../shared/mail/mail-text.ts";
import { senderName } from "../../../shared/mail/raw-message.ts";
import { locales } from "../../../shared/policy/locales.ts";

test.each(locales)("a label in %s ends with that language's colon", (locale) => {
  expect(labelled("X", locale)).toBe(locale === "fr" ? "X\u00a0:" : "X:");
});

describe("text from users in a mail", () => {
  test("keeps its words, its lines and other scripts", () => {
    expect(plainText("Grüße\tan 東京\r\nund\rמחר")).toBe("Grüße\tan 東京\nund\nמחר");
  });

  test("loses control characters, direction marks and half characters", () => {
    expect(plainText("a\u0000b\u001Bc\u202Ed\u2066e\u200Ff\u{D800}")).toBe("abcdef\uFFFD");
  });

  test("is one short line in a header", () => {
    expect(headerSafe("  Hi\r\nBcc: x\u2028y\u0085z ")).toBe("Hi Bcc: x y z");
    expect([...headerSafe("😀".repeat(65_536))]).toHaveLength(200);
  });

  test.each([
    ["https://evil.example/x", /https?:\/\//],
    ["www.evil.example", /www\.\w/],
    ["evil.example", /evil\.example/],
    ["evil。example", /evil。example/],
    ["mailto:someone@evil.example", /mailto:\w|\w@\w/],
    ["me@evil.example", /\w@\w|evil\.example/],
    ["a.b-c+d@mail.evil.example", /\w@\w|evil\.example/],
  ])("has nothing that a mail program would make a link: %s", (text, link) => {
    expect(text).toMatch(link);
    expect(inertText(text)).not.toMatch(link);
    expect(subjectLine(`Visit ${text} now`)).not.toMatch(link);
    expect(senderName(text, "Fabrikam Cloud")).not.toMatch(link);
    expect(inertText(text).replaceAll(/[[\]]/g, "")).toBe(text);
    expect(inertHtml(text).toString()).not.toMatch(link);
    expect(
      inertHtml(text)
        .toString()
        .replaceAll(/<\/?span>/g, ""),
    ).toBe(text);
  });

  test("keeps the addresses that the mail is about unchanged, and no others", () => {
    const text = "it@contoso.example, not a.it@contoso.example or it@contoso.example.evil.example";
    expect(inertText(text, ["it@contoso.example"])).toBe(
      "it@contoso.example, not a[.]it[@]contoso[.]example or it[@]contoso[.]example[.]evil[.]example",
    );
  });

  test.each(["1.2.3.4", "5.1.1", "Version 2.10 of 1.5"])("keeps numbers unchanged: %s", (text) => {
    expect(inertText(text)).toBe(text);
    expect(
      inertHtml(text)
        .toString()
        .replaceAll(/<\/?span>/g, ""),
    ).toBe(text);
  });

  test("is unchanged when nothing looks like a link", () => {
    const text = "At 14:03, e.g. tomorrow. Or: later...";
    expect(inertText(text)).toBe(text);
  });
});
