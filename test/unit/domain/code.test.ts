import { expect, test } from "vitest";
import { codeFault, digitsOf } from "../../../shared/domain/code.ts";

test.each([
  ["064573", "064573"],
  [" 064573\t", "064573"],
  ["150 854", "150854"],
  ["150\u00a0854", "150854"],
  ["150-854", "150854"],
  ["150–854", "150854"],
  ["０６４５７３", "064573"],
])("(C23) a code typed as %j is %s", (typed, digits) => {
  expect(digitsOf(typed)).toBe(digits);
  expect(codeFault(typed)).toBeNull();
});

test.each(["06457", "0645731", "06457x", "064573.", "", "-"])("(C23) %j is no code, and costs no try", (typed) => {
  expect(digitsOf(typed)).toBeNull();
  expect(codeFault(typed)).toMatchObject({ pointer: "/code", code: "code-malformed" });
});

test("a code that is not given is missing", () => {
  expect(codeFault(null)).toMatchObject({ pointer: "/code", code: "code-missing" });
});
