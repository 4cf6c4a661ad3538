import { App, type Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import recommended from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" };
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createApp } from "../../infra/app.ts";
import { featureFlags } from "../../infra/feature-flags.ts";
import { chosenStage, readSettings, settingsOf } from "../../infra/settings.ts";
import { policyOf } from "../../shared/policy/policy.ts";
import { parsePolicySettings } from "../../shared/policy/policy-settings.ts";
import { literal, references, someStageFile, synthesized, type Synthesized, type Value } from "./synthesized.ts";

const chosen = (context: Record<string, unknown>): string => chosenStage(new App({ context }));
const read = (file: object, stage = "prod") => settingsOf({ stage, text: JSON.stringify(file), codeRoot: "dist" });

interface FunctionProperties {
  readonly FunctionName: string;
  readonly Environment: { readonly Variables: Readonly<Record<string, Value>> };
}

const someSender = { sender: "rapport@mail.eu" };
const someZone = { id: "Z0123456789", name: "mail.eu" };
const byOperator = (more: object) => ({ operator: { name: "Operator", ...more } });
const someDomain = { name: "rapport.mail.eu", hostedZone: someZone };

describe("the command line", () => {
  test("chooses the stage, by default a developer's own", () => {
    expect(chosen({})).toBe("dev");
    expect(chosen({ stage: "prod" })).toBe("prod");
  });

  test.each([
    ["sender", "so -c sender=… is refused; write mail.sender in stages/prod.json."],
    ["operatorName", "so -c operatorName=… is refused; write operator.name in stages/prod.json."],
    ["publicUrl", "write domain.name in stages/prod.json."],
    ["policy", "write policy.preset in stages/prod.json."],
    ["proofOfMailbox", "write policy.proofOfMailbox in stages/prod.json."],
    ["externalPortals", "write policy.externalPortals in stages/prod.json."],
    ["codeRoot", "so -c codeRoot=… is refused"],
    ["stag", "so -c stag=… is refused; did you mean -c stage=…?"],
  ])("is refused with %s, and the message names the right place", (key, sentence) => {
    expect(() => chosen({ stage: "prod", [key]: "x" })).toThrow(sentence);
  });

  test("may set the CDK's own context", () => {
    const context = {
      "@aws-cdk/core:target-partitions": ["aws"],
      "aws:cdk:enable-path-metadata": true,
      "availability-zones:account=1:region=eu-west-1": ["eu-west-1a"],
      "cli-telemetry": false,
    };
    expect(chosen(context)).toBe("dev");
  });

  test("cannot choose the stage local, which is the local stack's name", () => {
    expect(() => chosen({ stage: "local" })).toThrow("The name local is reserved for npm start");
  });

  test("is refused with a stage that is not a text", () => {
    expect(() => chosen({ stage: 7 })).toThrow("-c stage=… must name a stage.");
  });
});

describe("the CDK's feature flags", () => {
  // Decision 0021: references between the stacks are exports, which CloudFormation does not let go while they are in use.
  const otherwise = { "@aws-cdk/core:defaultCrossStackReferences": "strong" };

  test("are all written down, so that another version of the CDK changes no template by itself", () => {
    expect(featureFlags).toEqual({ ...recommended, ...otherwise });
  });

  test("hold for every app, with the CDK's command line or without it", () => {
    expect(createApp().node.getAllContext()).toMatchObject(featureFlags);
    expect(synthesized().app.node.getAllContext()).toMatchObject(featureFlags);
  });
});

describe("a stage", () => {
  test("that is a developer's own needs no settings of its operator", () => {
    expect(readSettings("dev")).toMatchObject({
      stage: "dev",
      operator: { name: "Rapport" },
      mail: { sender: "rapport@example.com" },
      policy: { preset: "default", proofOfMailbox: "hand-sent", externalPortals: {} },
    });
    expect(readSettings("dev").domain).toBeUndefined();
  });

  test("without a file is refused with how to write one", () => {
    expect(() => readSettings("nowhere")).toThrow(
      "There is no stages/nowhere.json. Copy stages/dev.json and change its settings for nowhere.",
    );
  });

  test.each([
    ["", "beginning with a letter"],
    ["Prod", "lower-case"],
    ["x".repeat(17), "at most 16"],
    ["-x", "beginning with a letter"],
    ["x-", "single dashes"],
    ["a--b", "single dashes"],
    ["../prod", "lower-case"],
    ["prod-data", "-data"],
    ["aws-prod", '"aws", which Cognito refuses.'],
    ["cognito", '"cognito", which'],
  ])("is not called %j", (stage, sentence) => {
    expect(() => readSettings(stage)).toThrow(sentence);
  });
});

describe("a stage file", () => {
  test.each<[object, string]>([
    [{ colour: "blue" }, "colour is no setting; did you mean "],
    [{ mail: { sendr: "a@b.eu" } }, "mail.sendr is no setting; did you mean mail.sender?"],
    [{ sender: "a@b.eu" }, "sender is no setting; did you mean mail.sender?"],
    [{ policy: { quota: {} } }, "policy.quota is no setting; did you mean policy.quotas?"],
    [{ mail: "a@b.eu" }, "mail must be an object."],
    [{ mail: {} }, "mail.sender must be set."],
    [{ mail: { sender: "a@example.com" } }, "mail.sender must be at a domain of yours"],
    [{ mail: { sender: "a@shop.example" } }, "mail.sender must be at a domain of yours"],
    [{ mail: { sender: "A@b.eu" } }, "mail.sender must be a mail address in lower case."],
    [{ mail: { sender: "A <a@b.eu>" } }, "mail.sender must be a mail address"],
    [{ operator: { name: "" } }, "operator.name must not be empty"],
    [{ operator: { name: "a\nb" } }, "operator.name must be one line"],
    [{ operator: {} }, "operator.name must be set."],
    [{ operator: undefined }, "operator.name must be set."],
    [byOperator({ contact: "https://a.eu" }), "operator.contact must be a mail address"],
    [byOperator({ contact: "help@example.com" }), "operator.contact must be at a domain"],
    [byOperator({ contact: "help@192.0.2.1" }), "operator.contact must be a mail address"],
    [byOperator({ imprint: "https://a.example/" }), "operator.imprint must be at a domain"],
    [byOperator({ help: "https://192.0.2.1/help" }), "operator.help must be at a domain of yours"],
    [byOperator({ help: "https://wiki/" }), "operator.help must be at a domain"],
    [byOperator({ privacy: "https://a.internal/" }), "operator.privacy must be at a domain of yours"],
    [{ mail: { sender: `${"a".repeat(65)}@b.eu` } }, "mail.sender must have at most 64 characters before the @."],
    [{ mail: { ...someSender, existing: true, mailFrom: "b.mail.eu" } }, "mail.mailFrom is for"],
    [{ policy: { clouds: ["public", "public"] } }, "policy.clouds must not name a cloud twice."],
    [{ domain: { ...someDomain, name: "192.0.2.1" } }, "domain.name must be a host name"],
    [
      { domain: { ...someDomain, name: `${"a".repeat(60)}.mail.eu` } },
      "domain.name must have at most 64 characters where the stack makes the certificate.",
    ],
    [byOperator({ help: "http://a.eu/help" }), "operator.help must be an https URL."],
    [byOperator({ imprint: "a.eu" }), "operator.imprint must be an https URL."],
    [{ alarms: { monthlyBudget: 9 } }, "alarms.monthlyBudget needs 1 to 10 addresses"],
    [
      { alarms: { monthlyBudget: 9, emails: [..."abcdefghijk"].map((name) => `${name}@mail.eu`) } },
      "alarms.monthlyBudget needs 1 to 10 addresses",
    ],
    [{ alarms: { monthlyBudget: 0, emails: ["a@mail.eu"] } }, "alarms.monthlyBudget must be at least 1."],
    [{ locales: [] }, "locales must name a language."],
    [{ locales: ["en", "pt"] }, "locales.1 must be one of en, it, de, fr, es."],
    [{ locales: ["en", "de", "en"] }, "locales must not name a language twice."],
    [{ locales: "en" }, "locales must be a list."],
    [{ operator: { name: 7 } }, "operator.name must be a text."],
    [{ domain: undefined }, "domain must be set."],
    [{ domain: { ...someDomain, name: "Rapport.eu" } }, "domain.name must be a host name"],
    [{ domain: { ...someDomain, name: "a.example.com" } }, "domain.name must be a domain of yours"],
    [{ domain: { ...someDomain, name: "https://a.eu" } }, "domain.name must be a host name"],
    [{ domain: { name: "a.eu" } }, "domain.certificate must be set, or domain.hostedZone"],
    [{ domain: { name: "a.eu", certificate: "arn:aws:s3:::a" } }, "domain.certificate must be"],
    [{ domain: { name: "a.eu", hostedZone: someZone } }, "domain.hostedZone.name must be a.eu or a"],
    [{ domain: { name: "a.eu", hostedZone: { id: "a.eu", name: "a.eu" } } }, "domain.hostedZone.id must be"],
    [{ mail: { ...someSender, identity: "address" } }, "mail.identity must be domain:"],
    [{ mail: { ...someSender, mailFrom: "mail.eu" } }, "mail.mailFrom must be below"],
    [{ mail: { ...someSender, mailFrom: "bounce.a.eu" } }, "mail.mailFrom must be below"],
    [{ mail: { ...someSender, existing: true, hostedZone: someZone } }, "mail.hostedZone is for"],
    [{ mail: { sender: "a@b.eu", hostedZone: someZone } }, "mail.hostedZone.name must be b.eu or a"],
    [{ mail: { ...someSender, perSecond: 0 } }, "mail.perSecond must be at least 1."],
    [{ mail: { ...someSender, sandbox: true, perSecond: 2 } }, "mail.perSecond must be 1 while"],
    [{ policy: { administratorCoolOff: "a week" } }, "policy.administratorCoolOff: A duration is whole days"],
    [{ policy: { administratorCoolOff: "P91D" } }, "policy.administratorCoolOff: Between P0D and"],
    [{ signIn: { mails: "smtp" } }, "signIn.mails must be one of cognito, ses."],
    [{ signIn: { prefix: "Rapport" } }, "signIn.prefix must have at most 63 lower-case"],
    [{ signIn: { prefix: "-rapport" } }, "signIn.prefix must have at most 63 lower-case"],
    [{ signIn: { prefix: "x".repeat(64) } }, "signIn.prefix must have at most 63"],
    [{ signIn: { prefix: "my-aws" } }, 'signIn.prefix must not have "aws"'],
    [{ alarms: { emails: ["me"] } }, "alarms.emails.0 must be a mail address"],
    [{ alarms: { emails: ["a@example.com"] } }, "alarms.emails.0 must be an address of yours"],
    [{ alarms: { emails: ["a@b.eu", "a@b.eu"] } }, "alarms.emails must not name an address twice."],
    [{ alarms: { runbook: "a.md#b" } }, "alarms.runbook must be an address or a path"],
    [{ retention: { archiveDays: 0 } }, "retention.archiveDays must be at least 1"],
    [{ retention: { deadLetterDays: 15 } }, "retention.deadLetterDays must be at most 14"],
    [{ retention: { backupDays: 36 } }, "retention.backupDays must be at most 35"],
    [{ retention: { backupDays: 1.5 } }, "retention.backupDays must be a whole number"],
    [{ logs: { retentionDays: 31 } }, "logs.retentionDays must be one of 1, 3, 5, 7"],
    [{ logs: { retentionDays: "ever" } }, "logs.retentionDays must be one of 1, 3, 5, 7"],
    [{ policy: { preset: "mine" } }, "policy.preset must be one of default, partner-center-2018."],
    [{ policy: { proofOfMailbox: "never" } }, "policy.proofOfMailbox must be one of hand-sent"],
    [{ policy: { clouds: ["mars"] } }, "policy.clouds.0 must be one of public, germany"],
    [{ policy: { clouds: [] } }, "policy.clouds must name a cloud."],
    [{ policy: { quotas: { perDay: 0 } } }, "policy.quotas.perDay must be at least 1."],
    [{ policy: { quotas: { perDay: 1.5 } } }, "policy.quotas.perDay must be a whole number."],
    [{ policy: { quotas: { perDay: "7" } } }, "policy.quotas.perDay must be a number."],
    [{ limits: { api: { rate: 0 } } }, "limits.api.rate must be at least 1."],
    [{ limits: { api: { burst: 100 } } }, "limits.api must have a burst that is not below"],
    [{ limits: { page: {} } }, "limits.page is no setting; did you mean limits.pages?"],
    [{ policy: { externalPortals: "https://a.eu" } }, "policy.externalPortals must be an object."],
    [
      { policy: { externalPortals: { "office-admin-portal": "https://office.eu" } } },
      "policy.externalPortals.office-admin-portal must be a portal of the preset default, which has rapport.",
    ],
    [
      { policy: { externalPortals: { rapport: "http://office.eu" } } },
      "policy.externalPortals.rapport must be an https URL.",
    ],
    [{ policy: { externalPortals: { rapport: 7 } } }, "policy.externalPortals.rapport must be a text."],
    ...["http://localhost:8080", "http://127.0.0.1", "https://localhost", "https://a.example", "https://10.0.0.7"].map(
      (url): [object, string] => [
        { policy: { externalPortals: { rapport: url } } },
        "policy.externalPortals.rapport must be at a domain of yours",
      ],
    ),
    [
      { mail: someSender, domain: { ...someDomain, name: "mail.eu" } },
      "mail.sender must be at another domain than domain.name",
    ],
    [
      { mail: { ...someSender, mailFrom: "rapport.mail.eu" }, domain: someDomain },
      "mail.mailFrom must be another domain than domain.name",
    ],
    [
      { mail: someSender, domain: { ...someDomain, name: "bounce.mail.eu" } },
      "mail.mailFrom must be another domain than domain.name",
    ],
    [
      { mail: { sender: "rapport@a.mail.eu", hostedZone: { ...someZone, name: "a.mail.eu" } }, domain: someDomain },
      "mail.hostedZone must have the same id and name as domain.hostedZone",
    ],
    [
      { mail: { ...someSender, hostedZone: { ...someZone, id: "Z1" } }, domain: someDomain },
      "mail.hostedZone must have the same id and name as domain.hostedZone",
    ],
  ])("with %j is refused: %s", (file, sentence) => {
    expect(() => read({ ...someStageFile, ...file })).toThrow(`stages/prod.json: ${sentence}`);
  });

  test.each(["", "{", '{"mail":}'])("that is not JSON is refused: %j", (text) => {
    expect(() => settingsOf({ stage: "prod", text, codeRoot: "dist" })).toThrow("stages/prod.json is not JSON: ");
  });

  test("with several faults has all of them in one sentence", () => {
    expect(() => read({ ...someStageFile, operator: { name: 7 }, mail: { sender: "a" } })).toThrow(
      "stages/prod.json: operator.name must be a text; mail.sender must be a mail address in lower case.",
    );
  });

  test.each<[string, string, string]>([
    ["a group", '{ "mail": {},\n"mail": {} }', "mail is written twice, again in line 2; keep one"],
    [
      "a setting",
      '{ "mail": { "sandbox": true,\n\n\t"sandbox": false } }',
      "mail.sandbox is written twice, again in line 3",
    ],
    ["a key by another spelling", '{ "mail": {}, "\\u006dail": {} }', "mail is written twice, again in line 1"],
    ["the same value", '{ "schemas": true, "schemas": true }', "schemas is written twice"],
    [
      "two keys",
      '{ "a": 1, "a": 2, "b": { "c": 1, "c": 2 } }',
      "a is written twice, again in line 1; b.c is written twice",
    ],
    ["a name that objects have", '{ "__proto__": 1, "__proto__": 2 }', "__proto__ is written twice"],
  ])("with %s twice is refused, and the message names the key and the line", (_, text, sentence) => {
    expect(() => settingsOf({ stage: "prod", text, codeRoot: "dist" })).toThrow(`stages/prod.json: ${sentence}`);
  });

  test("may have the same key in two groups, and values that look like YAML", () => {
    const text = JSON.stringify({ ...someStageFile, operator: { name: "a: #1 & *b, {c} - <<" } }, null, "\t");
    expect(settingsOf({ stage: "prod", text, codeRoot: "dist" }).operator.name).toBe("a: #1 & *b, {c} - <<");
  });

  test.each<[string, object, string]>([
    ["SES mail first passwords", { signIn: { mails: "ses" } }, "signIn.mails must be cognito until mail.sender"],
    ["SES verify a domain", { mail: { identity: "domain" } }, "mail.sender must be at a domain of yours"],
    ["SES know the sender already", { mail: { existing: true } }, "mail.sender must be at a domain of yours"],
    [
      "a certificate made",
      { domain: { name: "a.test", hostedZone: { id: "Z1", name: "a.test" } } },
      "domain.name must be",
    ],
  ])("of a developer does not have %s for a reserved name", (_, file, sentence) => {
    expect(() => read(file, "dev")).toThrow(`stages/dev.json: ${sentence}`);
    const { mail, ...others } = file as { readonly mail?: object };
    const own = { ...others, mail: { sender: "ada@mail.eu", ...mail }, domain: someDomain };
    expect(read(own, "dev").mail.sender).toBe("ada@mail.eu");
  });

  test("of a trial may use a portal on the same machine and no operator", () => {
    const portals = { rapport: "http://localhost:8080" };
    for (const stage of ["dev", "local"])
      expect(read({ policy: { externalPortals: portals } }, stage)).toMatchObject({
        operator: { name: "Rapport" },
        policy: { externalPortals: portals },
      });
  });

  test("may set the address of each external portal, and functions accept each valid one at start", () => {
    for (const url of ["https://office.eu", "https://office.eu:8443/a?b=c", "http://localhost:8080"]) {
      const { policy } = read({ policy: { externalPortals: { rapport: url } } }, "dev");
      expect(policyOf(parsePolicySettings(JSON.stringify(policy))).portal("rapport")).toMatchObject({ url });
    }
  });
});

describe("a stage's stack", () => {
  const stack = synthesized();
  const functions = stack.of<FunctionProperties>("AWS::Lambda::Function");
  const told = (variable: string) =>
    functions.flatMap(({ properties: { FunctionName, Environment } }) => {
      const value = Environment.Variables[variable];
      return value === undefined ? [] : [[FunctionName.replace("rapport-test-", ""), literal(value)] as const];
    });

  test("has links that lead to its domain, and to the API's own endpoint where it has none", () => {
    const publicUrl = (where: Synthesized): Value | undefined =>
      where.resource<FunctionProperties>(where.functionId("send-mail")).properties.Environment.Variables["PUBLIC_URL"];
    expect(publicUrl(stack)).toBe("https://rapport.operator-of-tests.eu");
    const without = publicUrl(synthesized("bare", { domain: undefined }));
    expect(without).toEqual({ "Fn::GetAtt": [references(without)[0], "ApiEndpoint"] });
  });

  const { operator, policy } = someStageFile;
  const { name, ...links } = operator;
  test.each([
    ["OPERATOR_NAME", name, ["serve-offer", "serve-portal", "serve-partner", "send-mail"]],
    ["OPERATOR_LINKS", JSON.stringify(links), ["serve-offer", "serve-portal", "serve-public", "send-mail"]],
    ["MAIL_SENDER", someStageFile.mail.sender, ["send-mail"]],
    ["POLICY", JSON.stringify(stack.settings.policy), ["serve-invitations", "serve-offer", "serve-users", "sweep-due"]],
  ])("sets %s to the same value in every function that reads it", (variable, value, some) => {
    expect(told(variable).map(([name]) => name)).toEqual(expect.arrayContaining(some));
    expect(new Set(told(variable).map(([, text]) => text))).toEqual(new Set([value]));
  });

  test("limits the routes of a group by the file, and others by default", () => {
    const [stage] = stack.of<{ RouteSettings: Record<string, { ThrottlingRateLimit: number }> }>(
      "AWS::ApiGatewayV2::Stage",
    );
    const limits = Object.entries(stage?.properties.RouteSettings ?? {});
    const rateOf = (path: string) => limits.find(([key]) => key.endsWith(path))?.[1].ThrottlingRateLimit;
    expect(rateOf(" /u/{token}")).toBe(someStageFile.limits.links.rate);
    expect(rateOf(" /i/{link}")).toBe(100);
    expect(rateOf(" /v1/customers")).toBe(200);
  });

  test("takes the policy from the file", () => {
    expect(stack.settings.policy).toMatchObject(policy);
  });

  test("sets the languages of the file in every function", () => {
    const told = synthesized("languages", { locales: ["de", "fr"] }).of<FunctionProperties>("AWS::Lambda::Function");
    for (const { properties } of told) expect(properties.Environment.Variables["LOCALES"]).toBe("de,fr");
  });

  test("has an output with the settings file's name and digest", () => {
    const { Outputs } = Template.fromStack(stack.app.node.findChild("rapport-test") as Stack).toJSON() as {
      Outputs: Record<string, { Value: string }>;
    };
    const digest = createHash("sha256").update(JSON.stringify(someStageFile)).digest("hex");
    expect(Outputs["SettingsSource"]?.Value).toBe(`stages/test.json sha256:${digest.slice(0, 12)}`);
  });

  test("stays below the 4 KB that a function's environment may have, with a kilobyte left for what AWS fills in", () => {
    for (const { properties } of functions) {
      const { Variables } = properties.Environment;
      const bytes = Object.entries(Variables).map(([name, value]) => name.length + literal(value).length);
      expect(
        bytes.reduce((sum, length) => sum + length, 0),
        properties.FunctionName,
      ).toBeLessThan(3_072);
    }
  });
});
