import { describe, expect, test } from "vitest";
import { codeAt, isCodeOf, newSecret } from "../../infra/local/cognito/one-time-codes.ts";

/** RFC 6238, appendix B: "12345678901234567890" in base 32, and the last six of its eight digits. */
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("the code of an authenticator app", () => {
  test("is that of RFC 6238", () => {
    expect(codeAt(secret, 1_234_567_890)).toBe("005924");
  });

  test("is taken for its own half minute and the ones beside it", () => {
    const code = codeAt(secret, 3_000);
    expect([2_969, 2_970, 3_000, 3_059, 3_060].map((at) => isCodeOf(secret, code, at))).toEqual([
      ...[false, true, true, true, false],
    ]);
  });

  test("has a new secret for each user", () => {
    expect(newSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newSecret()).not.toBe(newSecret());
  });
});
