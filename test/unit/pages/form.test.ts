import { describe, expect, test } from "vitest";
import { assertFormFits, choice, parseForm, several, text } from "../../../shared/pages/form.ts";
import { refusalOf } from "../../support/refusals.ts";

const fields = { name: text(2_000), permission: several(), mode: choice(10) };
const blank = { name: "", permission: [], mode: null };
const read = (body: unknown) => parseForm(fields, body);
const pointersOf = (body: unknown) => read(body).faults.map(({ pointer }) => pointer);

describe("a posted form", () => {
  test("is read without spaces around it and invisible characters", () => {
    expect(read({ name: "  A\u200bda\n", permission: ["a", "b"], mode: " all " })).toEqual({
      values: { name: "Ada", permission: ["a", "b"], mode: "all" },
      faults: [],
    });
    expect(read({ permission: "a", mode: "" }).values).toEqual({ ...blank, permission: ["a"], mode: "" });
  });

  test.each([{}, [], null, undefined, 5, true])("of %j is blank", (body) => {
    expect(read(body)).toEqual({ values: blank, faults: [] });
  });

  test("has a fault for each field that the page does not have, by name", () => {
    const body = { name: "Ada", permissions: "a", toString: "x", "a/b": "x" };
    expect(read(body).values).toEqual({ ...blank, name: "Ada" });
    expect(pointersOf(body)).toEqual(["/permissions", "/toString", "/a~1b"]);
    expect(read(body).faults[0]).toMatchObject({ code: "field-unknown" });
  });

  test("has a fault for each field that came twice where one is meant, and takes neither", () => {
    const body = { name: ["Ada", "Eve"], mode: ["a", "b"], permission: [1, "a"] };
    expect(read(body).values).toEqual(blank);
    expect(pointersOf(body)).toEqual(["/name", "/mode", "/permission"]);
  });

  test("is cut at its maximum length, without splitting a character", () => {
    expect(read({ name: "x".repeat(65_536) }).values.name).toBe("x".repeat(2_000));
    expect(read({ name: `${"x".repeat(1_999)}😀` }).values.name.isWellFormed()).toBe(true);
  });

  test("with a fault is refused with all of them, where it acts", () => {
    expect(refusalOf(() => assertFormFits(read({ x: "1" }).faults)).faults).toHaveLength(1);
    expect(refusalOf(() => assertFormFits(read({ x: "1", y: "2" }).faults)).faults).toHaveLength(2);
    expect(() => assertFormFits([])).not.toThrow();
  });
});
