import * as z from "zod";
import { AwsError, localCaller, type Interceptor } from "../aws-endpoint.ts";
import { needsOf, type Directory, type Need } from "./actions.ts";
import { decide, policySchema, rulesOf, trustPolicySchema, type Rule } from "./policy.ts";
import { conditionSchema } from "./conditions.ts";
import type { Place } from "../identities.ts";
import { inert, type Resource, type Template } from "../template/template.ts";

const roleSchema = z.strictObject({
  ...inert("Description", "Path", "RoleName", "Tags"),
  /** Without one nobody takes on the role. */
  AssumeRolePolicyDocument: trustPolicySchema.optional(),
  /** What AWS's own policies allow stands in no template. */
  ManagedPolicyArns: z.array(z.string()).max(0, "managed policies are not known here").optional(),
  Policies: z.array(z.strictObject({ PolicyDocument: policySchema, ...inert("PolicyName") })).default([]),
});
const attachedSchema = z.strictObject({
  ...inert("PolicyName"),
  PolicyDocument: policySchema,
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

/** What resources of a type are allowed or allow, by their ARN. */
const rulesByArn = <Schema extends z.ZodType>(
  template: Template,
  type: string,
  schema: Schema,
  rules: (resource: Resource<z.infer<Schema>>, arn: string) => Rule[],
): [string, Rule[]][] =>
  template.all(type, schema).map((resource) => {
    const arn = resource.attributes.Arn ?? resource.ref;
    return [arn, rules(resource, arn)];
  });

const readRoles = (template: Template): [string, Rule[]][] => {
  const attached = template.all("AWS::IAM::Policy", attachedSchema).map(({ properties }) => properties);
  return rulesByArn(template, "AWS::IAM::Role", roleSchema, ({ ref, properties }) =>
    [...properties.Policies, ...attached.filter(({ Roles }) => Roles.includes(ref))].flatMap(({ PolicyDocument }) =>
      rulesOf(PolicyDocument),
    ),
  );
};

const readTrust = (template: Template): [string, Rule[]][] =>
  rulesByArn(template, "AWS::IAM::Role", roleSchema, ({ properties: { AssumeRolePolicyDocument: trust } }) =>
    trust === undefined ? [] : rulesOf(trust),
  );

const readQueuePolicies = (template: Template): [string, Rule[]][] => {
  const policies = template.all("AWS::SQS::QueuePolicy", queuePolicySchema).map(({ properties }) => properties);
  return rulesByArn(template, "AWS::SQS::Queue", z.looseObject({}), ({ ref }) =>
    policies.filter(({ Queues }) => Queues.includes(ref)).flatMap(({ PolicyDocument }) => rulesOf(PolicyDocument)),
  );
};

/** What each function's own policy lets services do. Source: "Resource-based policies" of the Lambda guide. */
const readPermissions = (template: Template): [string, Rule[]][] => {
  const permissions = template.all("AWS::Lambda::Permission", permissionSchema).map(({ properties }) => properties);
  return rulesByArn(template, "AWS::Lambda::Function", z.looseObject({}), ({ name }, arn) => {
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
    return rulesOf({ Statement });
  });
};

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
    this.#roles = new Map(readRoles(template));
    this.#resources = new Map([...readQueuePolicies(template), ...readPermissions(template)]);
    this.#trust = new Map(readTrust(template));
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
