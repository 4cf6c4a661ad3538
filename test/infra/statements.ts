import type { Statement, Synthesized, Value } from "./synthesized.ts";
import { reference } from "./synthesized.ts";

interface RawStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: Value | readonly Value[];
  readonly Principal?: unknown;
  readonly Condition?: Statement["condition"];
}

interface RawDocument {
  readonly PolicyDocument: { readonly Statement: readonly RawStatement[] };
}

interface RawRole {
  readonly Policies?: readonly RawDocument[];
  readonly AssumeRolePolicyDocument: RawDocument["PolicyDocument"];
}

const many = <Item>(one: Item | readonly Item[]): readonly Item[] => (Array.isArray(one) ? one : [one as Item]);

function read({ PolicyDocument }: RawDocument): Statement[] {
  return PolicyDocument.Statement.map((raw) => ({
    effect: raw.Effect,
    actions: many(raw.Action),
    resources: many(raw.Resource),
    principal: raw.Principal,
    condition: raw.Condition ?? {},
  }));
}

/** What a role may do: its own policies and those attached to it. */
export function statementsOfRole(stack: Synthesized, role: string): Statement[] {
  const attached = stack
    .of<RawDocument & { Roles: readonly Value[] }>("AWS::IAM::Policy")
    .filter(({ properties }) => properties.Roles.some((value) => reference(value) === role));
  const own = stack.resource<RawRole>(role).properties.Policies ?? [];
  return [...own, ...attached.map(({ properties }) => properties)].flatMap(read);
}

/** What a function may do. */
export function statementsOfFunction(stack: Synthesized, name: string): Statement[] {
  const { properties } = stack.resource<{ Role: Value }>(stack.functionId(name));
  return statementsOfRole(stack, reference(properties.Role));
}

/** The statements by which a role is assumed. */
export function trustOfRole(stack: Synthesized, role: string): Statement[] {
  return read({ PolicyDocument: stack.resource<RawRole>(role).properties.AssumeRolePolicyDocument });
}

/** Every policy on the resource's side: of queues and topics. */
export function resourcePolicies(stack: Synthesized): { on: string; statements: Statement[] }[] {
  const queues = stack.of<RawDocument & { Queues: readonly Value[] }>("AWS::SQS::QueuePolicy");
  const topics = stack.of<RawDocument & { Topics: readonly Value[] }>("AWS::SNS::TopicPolicy");
  return [
    ...queues.map(({ properties }) => ({ on: reference(properties.Queues), statements: read(properties) })),
    ...topics.map(({ properties }) => ({ on: reference(properties.Topics), statements: read(properties) })),
  ];
}
