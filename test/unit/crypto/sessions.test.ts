import { describe, expect, test } from "vitest";
import { csrfToken, isCsrfToken, sessionHash } from "../../../shared/crypto/sessions.ts";

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
