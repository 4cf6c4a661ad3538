import { describe, expect, test } from "vitest";
import {
  assertAnswerFields,
  durationBy,
  grantedBy,
  parseAnswerForm,
  faultsOf,
} from "../../../functions/serve-offer/answer-form.ts";
import { refusalOf } from "../../support/refusals.ts";

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

describe("an answer's form", () => {
  test("is read as it was typed, trimmed", () => {
    const typed = { ...blank, decision: "accept", permission: ["a", "b"], name: "Ada", agreement: "on" };
    expect(parseAnswerForm({ ...typed, name: "  Ada\n", other: "x" })).toEqual(typed);
    expect(parseAnswerForm({ permission: "a" })).toEqual({ ...blank, permission: ["a"] });
  });

  test.each([{}, [], "x", 5, true, { __proto__: null, other: "x" }])("of %j is blank", (body) => {
    expect(parseAnswerForm(body)).toEqual(blank);
  });

  test("refuses what it has no field for, by name", () => {
    const { email, permission, "colleague-code": code } = blank;
    expect(() => assertAnswerFields({ email, permission, "colleague-code": code })).not.toThrow();
    const body = { name: "Ada", permissions: "a", toString: "x" };
    expect(refusalOf(() => assertAnswerFields(body)).faults.map(({ pointer }) => pointer)).toEqual([
      "/permissions",
      "/toString",
    ]);
  });

  test("counts fields that came twice, or are no text, as not sent", () => {
    const body = { decision: ["accept", "decline"], name: 5, title: {}, permission: [1, "a"], reason: "why" };
    expect(parseAnswerForm(body)).toEqual({ ...blank, reason: "why" });
  });

  test("cuts what is too long, and never leaves half a letter", () => {
    expect(parseAnswerForm({ name: "x".repeat(65_536), reason: "y".repeat(65_536) })).toMatchObject({
      ...{ name: "x".repeat(2_000), reason: "y".repeat(2_000) },
    });
    expect(parseAnswerForm({ name: `${"x".repeat(1_999)}😀` }).name.isWellFormed()).toBe(true);
  });

  test("names what cannot be recorded as it was written, by its field", () => {
    const odd = { name: "A\r\nBcc: x", title: "x".repeat(201), reason: "\u202eno" };
    expect(faultsOf(parseAnswerForm(odd)).map(({ pointer }) => pointer)).toEqual(["/name", "/title", "/reason"]);
    expect(faultsOf(parseAnswerForm({ name: "Ada <Lovelace>", title: "", reason: "" }))).toEqual([]);
  });

  test("grants each permission once, and none where it says so", () => {
    expect(grantedBy(parseAnswerForm({ decision: "accept", permission: ["a", "b", "a"] }))).toEqual(["a", "b"]);
    expect(grantedBy(parseAnswerForm({ decision: "accept-none", permission: ["a"] }))).toEqual([]);
  });

  test.each([
    ["", "P0D"],
    [["P30D", "P90D"], "P0D"],
    [undefined, null],
    ["P30D", "P30D"],
    ["P9999D", "P9999D"],
    ["P0D", "P0D"],
    ["P10000D", "P0D"],
    ["-P30D", "P0D"],
    ["P1M", "P0D"],
    ["30", "P0D"],
  ])("with the duration %j is for %j", (duration, expected) => {
    expect(durationBy(parseAnswerForm({ duration }))).toBe(expected);
  });
});
