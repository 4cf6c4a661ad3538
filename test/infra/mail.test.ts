import { describe, expect, test } from "vitest";
import { paceOf } from "../../infra/constructs/mailer.ts";
import { literal, synthesized, type Synthesized, type Value } from "./synthesized.ts";

const sender = "rapport@operator-of-tests.eu";
const zone = { id: "Z0123456789", name: "operator-of-tests.eu" };
const byHand = synthesized("test");
const inRoute53 = synthesized("zone", { mail: { sender, hostedZone: zone } });
const existing = synthesized("existing", { mail: { sender, existing: true } });
const sandboxed = synthesized("sandboxed", { mail: { sender, sandbox: true } });
const address = synthesized("dev", { mail: { sender, identity: "address" } });

const identityOf = (stack: Synthesized) =>
  stack.of<object>("AWS::SES::EmailIdentity").map(({ properties }) => ({ ...properties, Tags: undefined }));
const environmentOf = (stack: Synthesized) =>
  stack.resource<{ Environment: { Variables: Record<string, Value> } }>(stack.functionId("send-mail")).properties
    .Environment.Variables;
/** Types of the records that the stack writes for its mail; the address of its pages is another. */
const recordsOf = (stack: Synthesized): string[] =>
  stack
    .of<{ Type: string; HostedZoneId: string }>("AWS::Route53::RecordSet")
    .filter(({ properties }) => properties.HostedZoneId === zone.id && properties.Type !== "A")
    .map(({ properties }) => properties.Type)
    .toSorted();
const mayMail = (stack: Synthesized): string[] =>
  stack
    .of<{ PolicyDocument: { Statement: { Action: string | string[]; Resource: Value | Value[] }[] } }>(
      "AWS::IAM::Policy",
    )
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .filter(({ Action }) => [Action].flat().includes("ses:SendRawEmail"))
    .flatMap(({ Resource }) => [Resource].flat().map(literal))
    .toSorted();

describe("the sender", () => {
  test("is a domain that SES signs for, with bounces below it and no copies of them in its mailbox", () => {
    expect(identityOf(byHand)).toEqual([
      {
        EmailIdentity: "operator-of-tests.eu",
        FeedbackAttributes: { EmailForwardingEnabled: false },
        MailFromAttributes: {
          MailFromDomain: "bounce.operator-of-tests.eu",
          BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
        },
      },
    ]);
  });

  test("has its records in outputs, each as one line to enter", () => {
    const records = Object.entries(byHand.outputs).filter(([name]) => name.startsWith("MailRecord"));
    expect(records.map(([name, value]) => `${name}: ${literal(value)}`)).toEqual([
      "MailRecordDkim1: … CNAME …",
      "MailRecordDkim2: … CNAME …",
      "MailRecordDkim3: … CNAME …",
      "MailRecordMailFromMx: bounce.operator-of-tests.eu MX 10 feedback-smtp.….amazonses.com",
      'MailRecordMailFromSpf: bounce.operator-of-tests.eu TXT "v=spf1 include:amazonses.com ~all"',
    ]);
    expect(recordsOf(byHand)).toEqual([]);
  });

  test("has its records written where the stage names a hosted zone", () => {
    expect(recordsOf(inRoute53)).toEqual(["CNAME", "CNAME", "CNAME", "MX", "TXT"]);
  });

  test("is no resource of a stage that shares it, and no reference between the stacks, so that it can change", () => {
    expect(() => identityOf(existing)).toThrow("no AWS::SES::EmailIdentity");
    for (const stack of [byHand, existing])
      expect(mayMail(stack)).toEqual([
        expect.stringContaining(":configuration-set/"),
        "arn:…:ses:…:…:identity/operator-of-tests.eu",
      ]);
  });

  test("of a trial may be one address that SES mails a link to", () => {
    expect(identityOf(address)).toEqual([
      { EmailIdentity: sender, FeedbackAttributes: { EmailForwardingEnabled: false } },
    ]);
  });

  test("may mail every verified recipient in the sandbox, and only there", () => {
    expect(mayMail(sandboxed)).toContainEqual(expect.stringMatching(/:identity\/\*$/));
    expect(mayMail(byHand)).not.toContainEqual(expect.stringMatching(/\*/));
  });
});

describe("mails go out", () => {
  test.each([
    [1, 2, 2000],
    [10, 2, 200],
    [14, 3, 215],
    [100, 20, 200],
    [1000, 100, 100],
  ])("at %i a second from %i consumers, each one every %i ms", (perSecond, consumers, milliseconds) => {
    const pace = paceOf(perSecond);
    expect([pace.consumers, pace.interval.toMilliseconds()]).toEqual([consumers, milliseconds]);
  });

  test("at the pace of the settings, one a second in the sandbox", () => {
    const mappings = (stack: Synthesized) =>
      stack
        .of<{ FunctionName: Value; ScalingConfig?: { MaximumConcurrency: number } }>("AWS::Lambda::EventSourceMapping")
        .filter(({ properties }) => JSON.stringify(properties.FunctionName).includes(stack.functionId("send-mail")))
        .map(({ properties }) => properties.ScalingConfig?.MaximumConcurrency);
    expect([environmentOf(byHand)["MAIL_INTERVAL_MS"], mappings(byHand)]).toEqual(["200", [2]]);
    expect([environmentOf(sandboxed)["MAIL_INTERVAL_MS"], mappings(sandboxed)]).toEqual(["2000", [2]]);
  });
});
