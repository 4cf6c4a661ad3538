import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { mailedEvents } from "../../../shared/names.ts";
import { mutants, mutated, readMutants } from "../../mutants/mutants.ts";
import { mailRules } from "../../support/audit/expected-mails.ts";

const root = join(import.meta.dirname, "../../..");

describe("the list of mutants", () => {
  test("refuses a line that is neither a file, a test, a name, nor text of a mutant", () => {
    expect(() => readMutants("diff a.ts\ncaught by b.test.ts\n@@ c\n-d\n e")).toThrow("@@ c is followed by  e.");
  });

  test("gives every mutant a name of its own", () => {
    const names = mutants.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-zA-Z0-9-]+$/.test(name))).toEqual([]);
  });

  test.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    "has %s as a fault that can be played: its text is in its file once",
    (_, mutant) => {
      const after = mutated(mutant, readFileSync(join(root, mutant.file), "utf8"));
      if (typeof after !== "string") throw new Error(after.fault);
      // What does not parse would be caught by any test.
      expect(() => transformSync(after, { loader: "ts" })).not.toThrow();
      expect(mutant.caughtBy.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    },
  );
});

test("the audit has a rule for the mails of every event that mails are sent on", () => {
  expect(Object.keys(mailRules).toSorted()).toEqual([...mailedEvents].toSorted());
});
