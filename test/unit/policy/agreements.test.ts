import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { agreementText } from "../../../shared/policy/agreement-texts.ts";
import { currentAgreement, findAgreement } from "../../../shared/policy/agreements.ts";

test("the agreement's hash is that of its text", () => {
  expect(currentAgreement.hash).toBe(
    `sha256:${createHash("sha256").update(agreementText(currentAgreement.version).text).digest("hex")}`,
  );
});

test("the agreement is found by its version, at the address that offers name", () => {
  expect(findAgreement(currentAgreement.version)).toBe(currentAgreement);
  expect(currentAgreement.url).toBe(`/agreements/${currentAgreement.version}`);
  expect(findAgreement("none")).toBeUndefined();
});
