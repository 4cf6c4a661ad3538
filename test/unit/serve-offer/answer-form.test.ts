import { describe, expect, test } from "vitest";
import { durationBy, grantedBy, parseAnswerForm, faultsOf } from "../../../functions/serve-offer/answer-form.ts";

const blank = {
  ...{
    decision: "",
    permission: [],
    duration: null,
    name: "",
    title: "",
    customer: "",
    organization: "",
    agreement: "",
    proof: "",
    offer: "",
    code: "",
    reason: "",
  },
  ...{ email: "", "colleague-code": "", codes: "", show: "" },
};

const read = (body: unknown) => parseAnswerForm(body).values;

describe("an answer's form", () => {
  test("has a value for every field with any input", () => {
    expect(read({ decision: "accept", permission: "a" })).toEqual({ ...blank, decision: "accept", permission: ["a"] });
    expect(read({})).toEqual(blank);
  });

  test("names what cannot be recorded as it was written, by its field", () => {
    const odd = { name: "A\r\nBcc: x", title: "x".repeat(201), reason: "\u202eno" };
    expect(faultsOf(read(odd)).map(({ pointer }) => pointer)).toEqual(["/name", "/title", "/reason"]);
    expect(faultsOf(read({ name: "Ada <Lovelace>", title: "", reason: "" }))).toEqual([]);
  });

  test('grants each permission once, and none on "accept without permissions"', () => {
    expect(grantedBy(read({ decision: "accept", permission: ["a", "b", "a"] }))).toEqual(["a", "b"]);
    expect(grantedBy(read({ decision: "accept-none", permission: ["a"] }))).toEqual([]);
  });

  test.each([
    ["", "P0D"],
    [undefined, null],
    ["P30D", "P30D"],
    ["P9999D", "P9999D"],
    ["P0D", "P0D"],
    ["P10000D", "P0D"],
    ["-P30D", "P0D"],
    ["P1M", "P0D"],
    ["30", "P0D"],
  ])("with the duration %j is for %j", (duration, expected) => {
    expect(durationBy(read({ duration }))).toBe(expected);
  });
});
