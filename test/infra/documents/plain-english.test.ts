import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");

/** Phrases that read as if translated. The list stays short and has no ordinary words. */
const phrases =
  /\bwhoever\b|\bwhatever\b|\bas (?:it|they) stands? now\b|\bby then\b|\bwhat became of\b|\bwhat SES said\b|\bgets what\b|\bthat is none\b|\bso many of\b|\bis none of\b|\bdeploy the version before\b|\b[Mm]end the cause\b|\b(?:to|for|of|by|with) who (?:is|has|was|asks|reads|sends|wants|brings)\b/gi;

test.each(
  globSync(
    [
      "{README,CONTRIBUTING,SECURITY,docs/*,docs/decisions/*}.md",
      "{shared/http/problem-texts,infra/constructs/alarms/alarm-words}.json",
      "{functions,infra,shared}/**/*.ts",
    ],
    { cwd: root },
  ).toSorted(),
)("%s is written in plain English", (file) => {
  expect(readFileSync(join(root, file), "utf8").match(phrases) ?? []).toEqual([]);
});
