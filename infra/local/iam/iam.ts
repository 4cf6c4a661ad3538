import * as z from "zod";
import { AwsError, localCaller, type Interceptor } from "../aws-endpoint.ts";
import { needsOf, type Directory, type Need } from "./actions.ts";
import { decide, policySchema, rulesOf, trustPolicySchema, type Rule } from "./policy.ts";
import { conditionSchema } from "./conditions.ts";
import type { Place } from "../identities.ts";
import { inert, type Template } from "../template/template.ts";

const roleSchema = z.strictObject({
  /** Without one nobody takes on the role. */
  AssumeRolePolicyDocument: trustPolicySchema.optional(),
  Description: inert,
  /** What AWS's own policies allow stands in no template. */
  ManagedPolicyArns: z.array(z.string()).max(0, "managed policies are not known here").optional(),
  Path: inert,
  Policies: z.array(z.strictObject({ PolicyDocument: policySchema, PolicyName: inert })).default([]),
  RoleName: inert,
  Tags: inert,
});
const attachedSchema = z.strictObject({
  PolicyDocument: policySchema,
  PolicyName: inert,
  Roles: z.array(z.string()),
});
const queuePolicySchema = z.strictObject({ PolicyDocument: policySchema, Queues: z.array(z.string()) });
const functionSchema = z.looseObject({ Role: z.string() });
const permissionSchema = z.strictObject({
  Action: z.string(),
  /** Name or ARN. */
  FunctionName: z.string(),
  Principal: z.string(),
  SourceAccount: z.string().optional(),
  SourceArn: z.string().optional(),
});

/** A call that was refused: by which function, for want of what. */
export interface Denial extends Need {
  readonly functionName: string;
}

/** SDKs know the refusal of SES, which speaks XML, by another name than that of the services that speak JSON. */
const codes: Readonly<Record<string, string>> = { ses: "AccessDenied" };

const readRoles = (template: Template): Map<string, Rule[]> => {
  const attached = template.all("AWS::IAM::Policy", attachedSchema).map(({ properties }) => properties);
  return new Map(
    template
      .all("AWS::IAM::Role", roleSchema)
      .map(({ ref, attributes, properties }) => [
        attributes.Arn ?? ref,
        [...properties.Policies, ...attached.filter(({ Roles }) => Roles.includes(ref))].flatMap(({ PolicyDocument }) =>
          rulesOf(PolicyDocument),
        ),
      ]),
  );
};

const readQueuePolicies = (template: Template): Map<string, Rule[]> => {
  const policies = template.all("AWS::SQS::QueuePolicy", queuePolicySchema).map(({ properties }) => properties);
  return new Map(
    template
      .all("AWS::SQS::Queue", z.looseObject({}))
      .map(({ ref, attributes }) => [
        attributes.Arn ?? ref,
        policies.filter(({ Queues }) => Queues.includes(ref)).flatMap(({ PolicyDocument }) => rulesOf(PolicyDocument)),
      ]),
  );
};

/** What each function's own policy lets services do, by its ARN. Source: "Resource-based policies" of the Lambda guide. */
const readPermissions = (template: Template): Map<string, Rule[]> => {
  const permissions = template.all("AWS::Lambda::Permission", permissionSchema).map(({ properties }) => properties);
  const all = template.all("AWS::Lambda::Function", z.looseObject({}));
  return new Map(
    all.map(({ name, ref, attributes }) => {
      const arn = attributes.Arn ?? ref;
      const own = permissions.filter(({ FunctionName }) => [name, arn].includes(FunctionName));
      const Statement = own.map(({ Action, Principal, SourceAccount, SourceArn }) => ({
        Effect: "Allow" as const,
        Action: [Action],
        Resource: [arn],
        Principal: { AWS: [], Service: [Principal] },
        Condition: conditionSchema.parse({
          ...(SourceArn !== undefined && { ArnLike: { "aws:SourceArn": SourceArn } }),
          ...(SourceAccount !== undefined && { StringEquals: { "aws:SourceAccount": SourceAccount } }),
        }),
      }));
      return [arn, rulesOf({ Statement })];
    }),
  );
};

const readTrust = (template: Template): Map<string, Rule[]> =>
  new Map(
    template.all("AWS::IAM::Role", roleSchema).map(({ ref, attributes, properties }) => {
      const { AssumeRolePolicyDocument: trust } = properties;
      return [attributes.Arn ?? ref, trust === undefined ? [] : rulesOf(trust)];
    }),
  );

const readDirectory = (template: Template, place: Place): Directory => {
  const identities = template.all("AWS::SES::EmailIdentity", z.looseObject({})).map(({ ref }) => ref);
  const secrets = template.all("AWS::SecretsManager::Secret", z.looseObject({}));
  return {
    place,
    identityOf: (sender) =>
      [sender, sender.slice(sender.indexOf("@") + 1)].find((name) => identities.includes(name)) ?? sender,
    secretArn: (id) => secrets.find(({ name }) => name === id)?.ref ?? id,
  };
};

/** Lets a function do what its role in the template allows, and nothing else. */
export class Iam {
  /** Rules that count as not written, so that a test sees what is missing without them. */
  readonly withdrawn = new Set<Rule>();
  /** Rules that have allowed something. */
  readonly used = new Set<Rule>();
  /** What was refused, oldest first. */
  readonly denials: Denial[] = [];
  readonly #directory: Directory;
  readonly #roles: ReadonlyMap<string, readonly Rule[]>;
  /** What the policies of queues and functions say, by their ARN. */
  readonly #resources: ReadonlyMap<string, readonly Rule[]>;
  /** Who may take on a role, by its ARN. */
  readonly #trust: ReadonlyMap<string, readonly Rule[]>;
  readonly #roleOf: ReadonlyMap<string, string>;

  /** Throws by name on what a policy says and the local stack does not know, and on managed policies. */
  constructor(template: Template, place: Place) {
    this.#directory = readDirectory(template, place);
    this.#roles = readRoles(template);
    this.#resources = new Map([...readQueuePolicies(template), ...readPermissions(template)]);
    this.#trust = readTrust(template);
    this.#roleOf = new Map(
      template
        .all("AWS::Lambda::Function", functionSchema)
        .map(({ name, properties }) => [template.shortName(name), properties.Role]),
    );
  }

  /** What a function's role is allowed and denied. */
  rulesOf(functionName: string): readonly Rule[] {
    return this.#roles.get(this.#roleOf.get(functionName) ?? "") ?? [];
  }

  /** Refuses calls that the caller's role does not allow; scripts and tests may do everything. */
  readonly intercept: Interceptor = async (call, act) => {
    if (call.caller !== localCaller)
      this.assertAllowed(call.caller, needsOf(call, this.#directory), codes[call.service]);
    return act(call);
  };

  /** Throws an AwsError of this code for the first need that the function's role does not allow. */
  assertAllowed(functionName: string, needs: readonly Need[], code = "AccessDeniedException"): void {
    const role = this.#roleOf.get(functionName) ?? "";
    for (const need of needs) {
      const { allowed, by } = this.#decide(role, need);
      if (allowed) {
        for (const rule of by) this.used.add(rule);
        continue;
      }
      this.denials.push({ functionName, ...need });
      const why =
        by.length > 0 ? "with an explicit deny in a policy" : `because no policy allows the ${need.action} action`;
      const user = `${role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${functionName}`;
      throw new AwsError(
        code,
        `User: ${user} is not authorized to perform: ${need.action} on resource: ${need.resource} ${why}`,
      );
    }
  }

  /** Whether a service may take on a role. */
  trusts(role: string, service: string): boolean {
    const context = { "aws:SourceAccount": this.#directory.place.account };
    const request = { principal: service, action: "sts:AssumeRole", resource: role, context };
    return decide(this.#trust.get(role) ?? [], request).allowed;
  }

  /** Whether a service may do this by the role that it is given, or by the policy of what it does it to. */
  allows(principal: string, need: Need, sourceArn?: string): boolean {
    return this.#decide(principal, need, sourceArn).allowed;
  }

  #decide(principal: string, { action, resource }: Need, sourceArn?: string): ReturnType<typeof decide> {
    const rules = [...(this.#roles.get(principal) ?? []), ...(this.#resources.get(resource) ?? [])];
    // In AWS every call comes over TLS; that it does not here is no fault of the caller.
    const context = {
      "aws:SecureTransport": "true",
      ...(sourceArn !== undefined && {
        "aws:SourceArn": sourceArn,
        "aws:SourceAccount": this.#directory.place.account,
      }),
    };
    return decide(
      rules.filter((rule) => !this.withdrawn.has(rule)),
      { principal, action, resource, context },
    );
  }
}
