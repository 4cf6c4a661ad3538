import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createBody } from "../../../shared/invitation/requests.ts";
import { newPartnerBody } from "../../../shared/partner/requests.ts";
import { regionsWithoutRegistry } from "../../../infra/constructs/schema-registry.ts";
import { regionsWithoutBudgets } from "../../../infra/settings/alarms.ts";
import { synthesized } from "../synthesized.ts";

const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");
const page = read("docs/operating.md");
const parsers: Readonly<Record<string, { safeParse(body: unknown): { error?: unknown } }>> = {
  "/v1/operator/partners": newPartnerBody,
  "/v1/invitations": createBody,
};
const { templates } = synthesized("prod");

describe("the page for operators", () => {
  test("names every output with its stack, and none that does not exist", () => {
    const named = [...page.matchAll(/^\| `(\w+)` +\| `(rapport-[\w-]+)`/gm)].map(
      ([, output, stack]) => `${stack} ${output}`,
    );
    const made = Object.entries(templates).flatMap(([stack, { Outputs = {} }]) =>
      Object.entries(Outputs)
        .filter(([, { Export }]) => Export === undefined)
        .map(([output]) => `${stack} ${output}`),
    );
    expect(named.toSorted()).toEqual(made.toSorted());
  });

  test("asks for a partner and an invitation as the API takes them", () => {
    const bodies = [...page.matchAll(/^curl <ApiUrl>(\S+) [^']*'content-type: application\/json' -d '([^']+)'/gm)];
    const taken = bodies.map(([, path = "", body = ""]) => [path, parsers[path]?.safeParse(JSON.parse(body)).error]);
    expect(taken).toEqual(Object.keys(parsers).map((path) => [path, undefined]));
  });

  test("states the cost of alarms by how many metrics they watch", () => {
    const watched = synthesized()
      .of<{ Metrics?: readonly { MetricStat?: object }[] }>("AWS::CloudWatch::Alarm")
      .map(({ properties: { Metrics } }) => Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1)
      .reduce((sum, count) => sum + count, 0);
    const [, stated, dollars] = /(\d+) metrics that alarms watch, at 0\.10.*\| ([\d.]+) +\|/.exec(page) ?? [];
    expect(Number(stated)).toBe(watched);
    expect(Number(dollars)).toBeCloseTo(watched * 0.1);
  });

  test("can take back every resource that is kept: its mapping has the identifier of each type", () => {
    const kept = Object.values(templates["rapport-prod-data"]!.Resources)
      .filter(({ DeletionPolicy }) => DeletionPolicy === "RetainExceptOnCreate")
      .map(({ Type }) => Type);
    const mapped = [...page.matchAll(/"(AWS::\w+::\w+)": "\w+"/g)].map(([, type]) => type);
    expect(mapped.toSorted()).toEqual([...new Set(kept)].toSorted());
  });

  test("does not list a region without a schema registry as complete", () => {
    const [, whole = ""] = /have all of them:([^]*?)\n\n/.exec(page) ?? [];
    expect(whole).toContain("eu-central-1");
    expect(regionsWithoutRegistry.filter((region) => whole.includes(region))).toEqual([]);
    for (const region of regionsWithoutRegistry) expect(page).toContain(`\`${region}\``);
  });

  test("names every region without budgets", () => {
    const [, named = ""] = /budgets in ([^]*?)[;:]/.exec(page) ?? [];
    expect([...named.matchAll(/`([\w-]+)`/g)].map(([, region]) => region)).toEqual(regionsWithoutBudgets);
  });
});

test("the changelog has the version that is built", () => {
  const { version } = JSON.parse(read("package.json")) as { version: string };
  expect(read("CHANGELOG.md")).toContain(version);
});
