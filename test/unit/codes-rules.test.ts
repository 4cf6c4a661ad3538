import { expect, test } from "vitest";
import { codeFault, digitsOf } from "../../shared/codes/rules.ts";

test.each([
  ["06457312", "06457312"],
  [" 06457312\t", "06457312"],
  ["1508 5412", "15085412"],
  ["1508\u00a05412", "15085412"],
  ["15 08 54 12", "15085412"],
  ["1508-5412", "15085412"],
  ["1508–5412", "15085412"],
  ["1508\u22125412", "15085412"],
  ["\u202a15085412\u202c", "15085412"],
  ["０６４５７３１２", "06457312"],
  ["٠٦٤٥٧٣١٢", "06457312"],
  ["۰۶۴۵۷۳۱۲", "06457312"],
  ["०६४५७३१२", "06457312"],
])("a code typed as %j is %s", (typed, digits) => {
  expect(digitsOf(typed)).toBe(digits);
  expect(codeFault(typed)).toBeNull();
});

test.each(["064573", "0645731", "064573123", "0645731x", "06457312.", "½¼¾⅐⅑⅒⅓⅔", "", "-"])(
  "%j is no code, and costs no try",
  (typed) => {
    expect(digitsOf(typed)).toBeNull();
    expect(codeFault(typed)).toMatchObject({ pointer: "/code", code: "code-malformed" });
  },
);

test("a code that is not given is missing", () => {
  expect(codeFault(null)).toMatchObject({ pointer: "/code", code: "code-missing" });
});
