import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { raiseTinyStack, type Raised } from "../raised.ts";
import { tablelessResources } from "../tiny/stack.ts";

const raised = raiseTinyStack({ resources: tablelessResources });
let tiny: Raised;
beforeAll(() => (tiny = raised()));
afterEach(() => tiny.local.parts.iam.withdrawn.clear());

const withdraw = (action: string): void => {
  const { iam } = tiny.local.parts;
  const rules = iam.rulesOf("echo").filter((rule) => rule.action === action);
  expect(rules).not.toEqual([]);
  for (const rule of rules) iam.withdrawn.add(rule);
};
const send = () => {
  const work = tiny.local.parts.queues.find(({ shortName }) => shortName === "work");
  return new SQSClient(tiny.client).send(new SendMessageCommand({ QueueUrl: work?.url, MessageBody: '{"n":1}' }));
};

describe("a raised function", () => {
  it("is refused what its role does not allow", async () => {
    withdraw("secretsmanager:GetSecretValue");
    expect(await (await fetch(`${tiny.local.url}/secret`)).json()).toMatchObject({
      __type: "AccessDeniedException",
      message: expect.stringMatching(/\/echo is not authorized to perform: secretsmanager:GetSecretValue on/) as string,
    });
  });

  it("does not run without a log to write to", async () => {
    withdraw("logs:*");
    expect((await fetch(`${tiny.local.url}/hello`)).status).toBe(500);
    expect(tiny.printed("echo").at(-1)).toMatch(/^AccessDeniedException: .*logs:CreateLogStream/);
  });

  it.each(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"])(
    "is not fed from a queue without %s",
    async (action) => {
      withdraw(action);
      await send();
      await expect(tiny.local.idle()).rejects.toMatchObject({ name: "AccessDeniedException" });
      expect(tiny.printed("consume")).toEqual([]);
    },
  );
});

it("an answer is dated by the virtual clock, so that the SDKs of functions trust it", async () => {
  await tiny.local.advance("P30D");
  const date = (await fetch(tiny.local.awsUrl)).headers.get("date") ?? "";
  expect(Math.abs(Date.parse(date) - tiny.local.parts.clock.now())).toBeLessThan(60_000);
});
