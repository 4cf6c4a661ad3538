import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { domainOf, mailboxOf, normaliseAddress } from "../../shared/kernel/address.ts";

const long = (length: number, letter = "a") => letter.repeat(length);

describe("an address", () => {
  test.each([
    ["it@contoso.example", "it@contoso.example"],
    ["  It@Contoso.EXAMPLE\n", "it@contoso.example"],
    ["it+list@sub.contoso.example", "it+list@sub.contoso.example"],
    ["o'brien@contoso.example", "o'brien@contoso.example"],
    ["it@münchen.example", "it@xn--mnchen-3ya.example"],
    ["it@MÜNCHEN.example", "it@xn--mnchen-3ya.example"],
    ["it@mu\u0308nchen.example", "it@xn--mnchen-3ya.example"],
    ["it@xn--mnchen-3ya.example", "it@xn--mnchen-3ya.example"],
    ["it@ｃｏｎｔｏｓｏ.example", "it@contoso.example"],
    ["it@faß.example", "it@xn--fa-hia.example"],
    [`${long(64)}@contoso.example`, `${long(64)}@contoso.example`],
    [`it@${long(63)}.example`, `it@${long(63)}.example`],
  ])("%j is written %s", (text, expected) => {
    expect(normaliseAddress(text)).toBe(expected);
  });

  test.each([
    "",
    "@",
    "it",
    "it@",
    "@contoso.example",
    "it@localhost",
    "it@contoso..example",
    "it@.contoso.example",
    "it@contoso.example.",
    "it@-contoso.example",
    "it@con_toso.example",
    "it@127.0.0.1",
    "it@0x7f.1",
    "it@[127.0.0.1]",
    "it@contoso.example:25",
    "it@contoso.example/path",
    "it@user:pass@contoso.example?",
    "it@contoso%2eexample",
    "a b@contoso.example",
    '"a b"@contoso.example',
    ".it@contoso.example",
    "it.@contoso.example",
    "i..t@contoso.example",
    "ünal@contoso.example",
    "it@contoso.example\r\nBcc: x@y.example",
    "it\u0000@contoso.example",
    "it@con\u00adtoso.example",
    "it@con\u200btoso.example",
    "it@xn--a",
    "<it@contoso.example>",
    "it@a.example,it@b.example",
    `${long(65)}@contoso.example`,
    `it@${long(64)}.example`,
    `it@${Array.from({ length: 5 }, () => long(60)).join(".")}.example`,
    long(65_536, "@"),
    `it@${long(65_536)}.example`,
  ])("%j is refused", (text) => {
    expect(normaliseAddress(text)).toBeNull();
  });

  test("is not changed by a second normalisation", () => {
    const texts = fc.oneof(
      fc.emailAddress(),
      fc.tuple(fc.string({ unit: "grapheme" }), fc.domain()).map(([local, domain]) => `${local}@${domain}`),
      fc.tuple(fc.webPath(), fc.string({ unit: "grapheme" })).map(([local, domain]) => `x${local}@${domain}.example`),
    );
    let normal = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const once = normaliseAddress(text);
        if (once === null) return;
        normal++;
        expect(normaliseAddress(once)).toBe(once);
        expect(normaliseAddress(` ${once.toUpperCase()} `)).toBe(once);
        expect(once).toMatch(/^[\x21-\x7e]+$/);
        expect(once.length).toBeLessThanOrEqual(254);
      }),
      { seed: 41, numRuns: 500 },
    );
    expect(normal).toBeGreaterThan(100);
  });
});

describe("the mailbox of an address", () => {
  test.each([
    ["it@contoso.example", "it@contoso.example"],
    ["it+list@contoso.example", "it@contoso.example"],
    ["it+list+more@contoso.example", "it@contoso.example"],
    ["it+@contoso.example", "it@contoso.example"],
    ["+list@contoso.example", "+list@contoso.example"],
    ["a.d.a@gmail.com", "a.d.a@gmail.com"],
  ])("of %s is %s: only the tag is removed, without rules of single providers", (address, mailbox) => {
    expect(mailboxOf(address)).toBe(mailbox);
  });

  test("is an address itself, and its own mailbox", () => {
    const local = fc.stringMatching(/^[a-z0-9+]{1,20}$/);
    fc.assert(
      fc.property(local, (name) => {
        const mailbox = mailboxOf(`${name}@contoso.example`);
        expect(normaliseAddress(mailbox)).toBe(mailbox);
        expect(mailboxOf(mailbox)).toBe(mailbox);
      }),
    );
  });
});

test("the mail domain of an address is what follows its last @", () => {
  expect(domainOf("a@b@contoso.example")).toBe("contoso.example");
});
