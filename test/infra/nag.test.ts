import { Stack, Validations } from "aws-cdk-lib";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createApp, rulePacks } from "../../infra/app.ts";
import { synthesized } from "./synthesized.ts";

const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "operator-of-tests.eu" };

/** Between them every setting that adds a resource or takes one away. */
const stages = [
  synthesized("test"),
  synthesized("prod"),
  synthesized("whole", {
    mail: { sender: "rapport@operator-of-tests.eu", mailFrom: "back.operator-of-tests.eu", hostedZone },
    domain: { name: "rapport.operator-of-tests.eu", hostedZone },
    signIn: { prefix: "operator-of-tests", mails: "ses" },
    alarms: { emails: ["first@operator-of-tests.eu", "second@operator-of-tests.eu"] },
  }),
  synthesized("existing", { mail: { sender: "rapport@operator-of-tests.eu", existing: true }, schemas: false }),
  synthesized("dev", { domain: undefined }),
  synthesized("sandboxed", { mail: { sender: "rapport@operator-of-tests.eu", sandbox: true } }),
];

const every = rulePacks.flatMap((Pack) => stages.map((stage) => ({ ...stage, Pack, name: Pack.name })));

test.each(every)("$name finds nothing in the stacks of $settings.stage", ({ app, Pack }) => {
  const findings = new Pack(app)
    .validateScope(app)
    .violations.map(({ ruleName, violatingResources }) => [
      ruleName,
      violatingResources.map(({ constructPath }) => constructPath),
    ]);
  expect(findings).toEqual([]);
});

test("every acknowledgement has a reason", () => {
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
