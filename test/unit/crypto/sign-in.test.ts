import { describe, expect, test } from "vitest";
import { csrfToken, isCsrfToken, sessionHash } from "../../../shared/crypto/sessions.ts";
import { signSignIn, verifySignIn } from "../../../shared/crypto/sign-in.ts";
import { signLink } from "../../../shared/crypto/links.ts";
import { parseMasterKey } from "../../../shared/crypto/master-key.ts";
import { ids } from "../../support/builders/builders.ts";

const generations = { "1": "a".repeat(32), "2": "b".repeat(32) };
const first = parseMasterKey(JSON.stringify({ current: "1", lasting: "1", "1": generations["1"] }));
const both = parseMasterKey(JSON.stringify({ current: "2", lasting: "1", ...generations }));
const numbers = { address: "01JD0000000000000000000006", number: 3 };

describe("a link to sign in", () => {
  test("contains the address's pseudonym and its number, with a 256-bit MAC of the master key", () => {
    const token = signSignIn(numbers, first);
    expect(verifySignIn(token, first)).toEqual(numbers);
    expect(token.split(".").at(-1)).toMatch(/^[\w-]{43}$/);
    expect(token).not.toContain("@");
  });

  test("of an older generation still counts, and new ones are signed by the newest", () => {
    expect(verifySignIn(signSignIn(numbers, first), both)).toEqual(numbers);
    expect(signSignIn(numbers, both)).toContain(".2.");
    expect(verifySignIn(signSignIn(numbers, both), first)).toBeNull();
  });

  test("is refused when anything in it is changed", () => {
    const token = signSignIn(numbers, first);
    const parts = token.split(".");
    const spoilt = parts.map((part, at) => parts.with(at, part.slice(0, -1) + (part.endsWith("A") ? "E" : "A")));
    const others = [
      ...spoilt.map((changed) => changed.join(".")),
      `${token}.`,
      token.slice(1),
      "",
      "....",
      "x".repeat(5_000),
    ];
    for (const other of others) expect(verifySignIn(other, first), other).toBeNull();
  });

  test("is no link of an offer, nor is one of an offer a link to sign in", () => {
    const offer = signLink({ invitationId: ids.invitation, version: 1, epoch: 1 }, first);
    expect(verifySignIn(offer, first)).toBeNull();
    expect(first.derive("sign-in", "1")!.equals(first.derive("link", "1")!)).toBe(false);
  });
});

describe("a session", () => {
  const cookie = "a-cookie-that-nobody-guesses";

  test("is stored under a hash of its cookie, and its forms have another token", () => {
    expect(new Set([cookie, sessionHash(cookie), csrfToken(cookie)]).size).toBe(3);
    expect(sessionHash(cookie)).toMatch(/^[\w-]{43}$/);
  });

  test("takes only forms of its own", () => {
    expect(isCsrfToken(csrfToken(cookie), cookie)).toBe(true);
    for (const other of ["", csrfToken("another"), sessionHash(cookie), cookie, `${csrfToken(cookie)}x`]) {
      expect(isCsrfToken(other, cookie)).toBe(false);
    }
  });
});
