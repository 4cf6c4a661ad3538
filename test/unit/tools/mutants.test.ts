import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { mailedEvents } from "../../../shared/names.ts";
import { mutated } from "../../mutants/mutated.ts";
import { mutants } from "../../mutants/mutants.ts";
import { mailRules } from "../../support/audit/expected-mails.ts";

const root = join(import.meta.dirname, "../../..");

describe("the list of mutants", () => {
  test("has a name for each, and names each once", () => {
    const names = mutants.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-zA-Z0-9-]+$/.test(name))).toEqual([]);
  });

  test.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    "can be played: the text of %s is in its file once",
    (_, mutant) => {
      const after = mutated(mutant, readFileSync(join(root, mutant.file), "utf8"));
      if (typeof after !== "string") throw new Error(after.fault);
      // What does not parse would be caught by any test.
      expect(() => transformSync(after, { loader: "ts" })).not.toThrow();
      expect(mutant.caughtBy.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    },
  );
});

test("the audit knows of every event on which a mail may go out, whom it goes to", () => {
  expect(Object.keys(mailRules).toSorted()).toEqual([...mailedEvents].toSorted());
});
