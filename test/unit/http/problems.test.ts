import * as z from "zod/mini";
import { describe, expect, test } from "vitest";
import { Refusal, type RefusalKind } from "../../../shared/kernel/refusal.ts";
import { parse, pageQuery } from "../../../shared/schema/parse.ts";
import { internalProblem, problemKinds, problemOf } from "../../../shared/http/problems.ts";
import { line, paragraphs } from "../../../shared/schema/primitives.ts";
import { refusalOf } from "../../support/refusals.ts";

describe("a problem document", () => {
  const kinds = Object.entries(problemKinds).filter(([kind]) => kind !== "internal");

  test.each(kinds)("of %s has its type, status and title", (kind, [status, title]) => {
    const problem = problemOf(new Refusal(kind as RefusalKind, "Because."), "c-1");
    expect(problem).toEqual({
      ...{ type: `/problems/${kind}`, title, status, detail: "Because.", instance: "urn:rapport:request:c-1" },
    });
  });

  // What the contract fixes by name.
  test.each<[RefusalKind, number]>([
    ["validation", 422],
    ["link-missing", 422],
    ["permissions-required", 422],
    ["unknown-permission", 422],
    ["open-invitation-exists", 409],
    ["relationship-exists", 409],
    ["wrong-state", 409],
    ["mailed-invitation", 409],
    ["partner-frozen", 403],
    ["not-found", 404],
    ["precondition-required", 428],
    ["stale", 412],
    ["idempotency-key-reused", 422],
    ["body-too-large", 413],
    ["malformed-body", 400],
    ["unsupported-media-type", 415],
  ])("of %s answers %i", (kind, status) => {
    expect(problemKinds[kind][0]).toBe(status);
  });

  test("carries faults and members, and no member can pass for a standard one", () => {
    const faults = [{ pointer: "/a", code: "invalid" as const, message: "No." }];
    const members = {
      faults,
      invitationId: "inv_1",
      status: "pending",
      type: "x",
      detail: "y",
      instance: "z",
      title: "t",
    };
    expect(problemOf(new Refusal("open-invitation-exists", "It is open.", members), "c-1")).toEqual({
      ...{ type: "/problems/open-invitation-exists", title: "An open invitation exists", status: 409 },
      ...{ detail: "It is open.", instance: "urn:rapport:request:c-1", invitationId: "inv_1", errors: faults },
    });
  });

  test("of an internal error reveals nothing about it", () => {
    expect(internalProblem("c-1")).toMatchObject({ type: "/problems/internal", status: 500 });
    expect(internalProblem("c-1").instance).toBe("urn:rapport:request:c-1");
    expect(internalProblem("c-1")).not.toHaveProperty("errors");
  });
});

describe("what came from outside", () => {
  const schema = z.strictObject({
    name: line(5),
    age: z.number(),
    list: z.array(z.strictObject({ "a/b~c": z.string() })),
  });
  const pointersOf = (input: unknown, at?: string) =>
    refusalOf(() => parse(schema, input, at)).faults.map(({ pointer }) => pointer);

  test("is refused with all its faults at once, each with its pointer", () => {
    const input = {
      name: "too long",
      age: "1",
      list: [{ "a/b~c": "x" }, { "a/b~c": 1, extra: 1 }],
      "un/kno~wn": 1,
      more: 2,
    };
    expect(pointersOf(input).toSorted()).toEqual(
      ["/age", "/list/1/a~1b~0c", "/list/1/extra", "/more", "/name", "/un~1kno~0wn"].toSorted(),
    );
    expect(pointersOf({}, "/items/3").toSorted()).toEqual(["/items/3/age", "/items/3/list", "/items/3/name"]);
  });

  test.each([null, undefined, 1, "x", [], true])("is refused when it is %j, at the root", (input) => {
    expect(pointersOf(input)).toEqual([""]);
  });

  test("cannot hide a field behind the prototype", () => {
    expect(pointersOf(JSON.parse(`{"name":"a","age":1,"list":[],"__proto__":{}}`))).toEqual(["/__proto__"]);
  });

  test("describes each fault", () => {
    const { kind, faults } = refusalOf(() => parse(schema, { name: "a\u0000", age: 1, list: [], x: 1 }));
    expect(kind).toBe("validation");
    expect(faults).toEqual(
      expect.arrayContaining([
        {
          pointer: "/name",
          code: "unfit-characters",
          message: "Control characters and characters that cannot be read are not allowed.",
        },
        { pointer: "/x", code: "unknown-field", message: "There is no such field." },
      ]),
    );
  });

  test.each(["0", "101", "-1", "1.5", "", "x", "1e1", " 1"])("is no page size: %j", (limit) => {
    expect(refusalOf(() => parse(z.object(pageQuery), { limit })).faults).toMatchObject([{ pointer: "/limit" }]);
  });

  test.each([
    ["1", 1],
    ["100", 100],
    [undefined, 25],
  ])("of %j is a page of %i", (limit, size) => {
    expect(parse(z.object(pageQuery), { limit }).limit).toBe(size);
  });

  test.each(["a\r\nBcc: x", "a\u0000", "\u202Ea", "a\u2066", "a\u2028b", "a\u0085", "", "  "])(
    "is no line: %j",
    (text) => {
      expect(z.safeParse(line(100), text).success).toBe(false);
    },
  );

  test.each(["a\u0000", "\u202Ea", "a\u001b[0m"])("is no text of several lines: %j", (text) => {
    expect(z.safeParse(paragraphs(100), text).success).toBe(false);
  });

  // Half a letter has no UTF-8, so neither a digest can be taken of it nor the table keep it.
  test.each([line(100), paragraphs(100)])("is no text when half a letter is in it", (text) => {
    expect(z.safeParse(text, "a\ud83d").success).toBe(false);
    expect(z.safeParse(text, "\ude00a").success).toBe(false);
    expect(z.safeParse(text, "a😀").success).toBe(true);
  });
});
