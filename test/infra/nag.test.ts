import { Stack, Validations } from "aws-cdk-lib";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { AwsSolutionsChecks } from "cdk-nag";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createApp } from "../../infra/app.ts";
import { synthesized } from "./synthesized.ts";

const stages = [
  synthesized("test"),
  synthesized("prod"),
  synthesized("sandboxed", { mail: { sender: "rapport@operator-of-tests.eu", sandbox: true } }),
];

test.each(stages)("AwsSolutions finds nothing in the stack of $settings.stage", ({ app }) => {
  const findings = new AwsSolutionsChecks(app)
    .validateScope(app)
    .violations.map(({ ruleName, violatingResources }) => [
      ruleName,
      violatingResources.map(({ constructPath }) => constructPath),
    ]);
  expect(findings).toEqual([]);
});

test("every acknowledgement says why", () => {
  const reasons = stages
    .flatMap(({ app }) => app.node.findAll())
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.values(data as Record<string, string>));
  expect(reasons).not.toEqual([]);
  for (const reason of reasons) expect(reason.length).toBeGreaterThan(60);
});

test("a finding fails the synthesis", () => {
  const outdir = mkdtempSync(join(tmpdir(), "rapport-nag-"));
  onTestFinished(() => rmSync(outdir, { recursive: true }));
  const app = createApp({ outdir });
  new Queue(new Stack(app, "careless"), "Open");
  expect(() => app.synth()).toThrow("AwsSolutions-SQS4");
});
