import { expect, test } from "vitest";
import * as z from "zod/mini";
import { Refusal } from "../../../shared/kernel/refusal.ts";
import { parse } from "../../../shared/schema/parse.ts";
import { inQuery } from "../../../shared/schema/pointer.ts";
import { durationBetween, line, mailAddress, paragraphs } from "../../../shared/schema/primitives.ts";
import { permissionList } from "../../../shared/terms/requests.ts";

const schema = z.strictObject({
  name: z.optional(line(5)),
  notes: z.optional(paragraphs(5)),
  email: z.optional(mailAddress),
  duration: z.optional(durationBetween(1, 90)),
  permissions: z.optional(permissionList),
  send: z.optional(z.enum(["email", "self"])),
  yes: z.optional(z.boolean()),
  count: z.optional(z.int().check(z.gte(1), z.lte(9))),
  part: z.optional(z.strictObject({ needed: z.string(), kind: z.enum(["a", "b"]) })),
  byLanguage: z.optional(z.partialRecord(z.enum(["en", "de"]), z.string())),
  only: z.optional(z.literal("x")),
});

test.each<[unknown, string, string, string | RegExp]>([
  [{ part: {} }, "/part/needed", "missing", "Required."],
  [{ part: { needed: "" } }, "/part/kind", "missing", "Required."],
  [{ name: 1 }, "/name", "wrong-type", "Must be text."],
  [{ name: null }, "/name", "wrong-type", "Must be text."],
  [{ yes: "true" }, "/yes", "wrong-type", "Must be true or false."],
  [{ permissions: {} }, "/permissions", "wrong-type", "Must be a list."],
  [{ part: [] }, "/part", "wrong-type", "Must be an object."],
  [{ count: 1.5 }, "/count", "wrong-type", "Must be a whole number."],
  [{ count: 10 }, "/count", "out-of-range", "Must not be more than 9."],
  [{ count: 0 }, "/count", "out-of-range", "Must not be less than 1."],
  [{ send: "fax" }, "/send", "unknown-value", "Must be one of: email, self."],
  [{ only: "y" }, "/only", "unknown-value", "Must be one of: x."],
  [{ name: "too long" }, "/name", "too-long", "At most 5 characters."],
  [{ name: " " }, "/name", "empty", "Must not be empty."],
  [{ name: "a\u202eb" }, "/name", "unfit-characters", /not allowed/],
  [{ notes: "a\u0000" }, "/notes", "unfit-characters", /not allowed/],
  [{ permissions: Array(51).fill("x") }, "/permissions", "too-many", "At most 50 permissions."],
  [{ email: "büro@a.example" }, "/email", "address-invalid", /only ASCII/],
  [{ duration: "30" }, "/duration", "malformed", /like P30D/],
  [{ duration: "P91D" }, "/duration", "out-of-range", "Between P1D and P90D."],
  [{ byLanguage: { xx: "" } }, "/byLanguage/xx", "unknown-field", "There is no such field."],
  [{ more: 1 }, "/more", "unknown-field", "There is no such field."],
  [7, "", "wrong-type", "Must be an object."],
  [undefined, "", "missing", "Required."],
])("%j has at %s a fault of the kind %s, in words of ours", (input, pointer, code, words) => {
  const message = typeof words === "string" ? words : (expect.stringMatching(words) as string);
  expect(faultsOf(input)).toContainEqual({ pointer, code, message });
});

test("an unknown query parameter is not called a field", () => {
  expect(faultsOf({ more: 1 }, inQuery)).toEqual([
    { pointer: "/query/more", code: "unknown-parameter", message: "There is no such parameter." },
  ]);
});

function faultsOf(input: unknown, at?: string) {
  try {
    parse(schema, input, at);
  } catch (error) {
    if (error instanceof Refusal) return error.faults;
  }
  return [];
}
