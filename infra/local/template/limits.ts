import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Template } from "./template.ts";

/** What CloudFormation takes of one template; source: "Understand CloudFormation quotas" of its guide. */
const templateLimits = { bytes: 1_048_576, Resources: 500, Outputs: 200, Parameters: 200, Mappings: 200 } as const;

/** Characters of all policies in one role; source: "IAM and AWS STS quotas" of the IAM guide, which counts no white space. */
const rolePolicyLimit = 10_240;

const name = (limit: number, characters = String.raw`[\w-]`): RegExp => new RegExp(`^${characters}{1,${limit}}$`);
const words = (limit: number): RegExp => new RegExp(`^[^]{0,${limit}}$`);

/** What names and descriptions may be; source: each resource's page in the CloudFormation template reference. */
const properties: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  "AWS::CloudWatch::Alarm": { AlarmName: name(255, "[^:]"), AlarmDescription: words(1024) },
  "AWS::Cognito::UserPool": { UserPoolName: name(128, String.raw`[\w\s+=,.@-]`) },
  "AWS::DynamoDB::Table": { TableName: name(255, String.raw`[\w.-]`) },
  "AWS::Events::Archive": { ArchiveName: name(48, String.raw`[\w.-]`), Description: words(512) },
  "AWS::Events::EventBus": { Name: name(256, String.raw`[\w./-]`) },
  "AWS::Events::Rule": { Name: name(64, String.raw`[\w.-]`), Description: words(512) },
  "AWS::EventSchemas::Registry": { RegistryName: name(64, String.raw`[\w.-]`), Description: words(256) },
  "AWS::EventSchemas::Schema": { SchemaName: name(385, String.raw`[\w.@-]`), Description: words(256) },
  "AWS::IAM::Role": { RoleName: name(64, String.raw`[\w+=,.@-]`), Description: words(1000) },
  "AWS::Lambda::Function": { FunctionName: name(64), Description: words(256) },
  "AWS::Logs::LogGroup": { LogGroupName: name(512, "[.\\w/#-]") },
  "AWS::Scheduler::Schedule": { Name: name(64, String.raw`[\w.-]`), Description: words(512) },
  "AWS::SecretsManager::Secret": { Name: name(512, String.raw`[\w/+=.@-]`), Description: words(2048) },
  "AWS::SES::ConfigurationSet": { Name: name(64) },
  "AWS::SNS::Topic": { TopicName: name(256) },
  "AWS::SQS::Queue": { QueueName: name(80) },
};

const artifact = z.looseObject({
  type: z.string(),
  properties: z.looseObject({ templateFile: z.string().optional() }).optional(),
});
const manifest = z.looseObject({ artifacts: z.record(z.string(), artifact) });
const section = z.record(z.string(), z.unknown()).default({});
const sections = z.looseObject({ Resources: section, Outputs: section, Parameters: section, Mappings: section });

/** What is too much in one template of a cloud assembly. */
const templateFaults = (path: string, file: string): string[] => {
  const { bytes, ...limits } = templateLimits;
  const counted = sections.parse(JSON.parse(readFileSync(join(path, file), "utf8")));
  const size = statSync(join(path, file)).size;
  const counts = (["Resources", "Outputs", "Parameters", "Mappings"] as const).map((of) => ({
    count: Object.keys(counted[of]).length,
    limit: limits[of],
    of: of.toLowerCase(),
  }));
  return [{ count: size, limit: bytes, of: "bytes" }, ...counts]
    .filter(({ count, limit }) => count > limit)
    .map(({ count, limit, of }) => `${file} has ${count} ${of}; CloudFormation takes ${limit}.`);
};

const propertyFaults = (template: Template): string[] =>
  Object.entries(properties).flatMap(([type, limits]) =>
    template.all(type, z.looseObject({})).flatMap(({ logicalId, properties: given }) =>
      Object.entries(limits)
        .filter(([property, limit]) => typeof given[property] === "string" && !limit.test(given[property]))
        .map(
          ([property]) => `${type} ${logicalId} has a ${property} that AWS does not take: ${String(given[property])}`,
        ),
    ),
  );

const policySchema = z.looseObject({ PolicyDocument: z.unknown(), Roles: z.array(z.string()).default([]) });
const roleSchema = z.looseObject({ Policies: z.array(z.looseObject({ PolicyDocument: z.unknown() })).default([]) });

const policyFaults = (template: Template): string[] => {
  const attached = template
    .all("AWS::IAM::Policy", policySchema)
    .flatMap(({ properties: { PolicyDocument, Roles } }) => Roles.map((role) => ({ role, PolicyDocument })));
  const own = template
    .all("AWS::IAM::Role", roleSchema)
    .flatMap(({ ref, properties: { Policies } }) =>
      Policies.map(({ PolicyDocument }) => ({ role: ref, PolicyDocument })),
    );
  const sizes = new Map<string, number>();
  for (const { role, PolicyDocument } of [...attached, ...own]) {
    sizes.set(role, (sizes.get(role) ?? 0) + JSON.stringify(PolicyDocument).length);
  }
  return [...sizes]
    .filter(([, size]) => size > rolePolicyLimit)
    .map(([role, size]) => `The policies of role ${role} have ${size} characters; IAM takes ${rolePolicyLimit}.`);
};

/** Refuses by name what a deployment would refuse for its size: templates of the assembly, names, descriptions, policies. */
export const assertWithinLimits = (folder: string, template: Template): void => {
  const { artifacts } = manifest.parse(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")));
  const files = Object.entries(artifacts)
    .filter(([, { type }]) => type === "aws:cloudformation:stack")
    .map(([id, { properties: given }]) => given?.templateFile ?? `${id}.template.json`);
  const faults = [
    ...files.flatMap((file) => templateFaults(folder, file)),
    ...propertyFaults(template),
    ...policyFaults(template),
  ];
  if (faults.length > 0) throw new Error(faults.join("\n"));
};
