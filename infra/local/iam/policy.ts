import * as z from "zod";
import { conditionHolds, conditionSchema, type Context } from "./conditions.ts";
import { actionMatcher, arnMatcher } from "./wildcards.ts";
import { inert } from "../template/template.ts";

const many = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => [value].flat());
const statementSchema = z.strictObject({
  ...inert("Sid"),
  Action: many,
  Condition: conditionSchema.prefault({}),
  Effect: z.enum(["Allow", "Deny"]),
  /** Whom a policy of a resource is about; a policy of a role is about that role. */
  Principal: z.union([z.literal("*"), z.strictObject({ AWS: many.default([]), Service: many.default([]) })]).optional(),
  Resource: many,
});

const documentOf = <Statement extends z.ZodType>(statement: Statement) =>
  z.strictObject({
    Statement: z.union([statement, z.array(statement)]).transform((value) => [value].flat() as z.infer<Statement>[]),
    Version: z.literal("2012-10-17"),
  });

/** A policy document as the template writes it. Elements that are not listed, such as `NotAction`, are refused by name. */
export const policySchema = documentOf(statementSchema);

/** Who may take on a role: the policy names no resource, for it is the role's own. */
export const trustPolicySchema = documentOf(statementSchema.extend({ Resource: many.default(["*"]) }));

/** One action on one resource: the smallest thing that a policy allows or denies. */
export interface Rule {
  readonly effect: "Allow" | "Deny";
  readonly action: string;
  readonly resource: string;
  readonly applies: (request: AccessRequest) => boolean;
}

/** What is asked for; `principal` is the ARN of a role or the name of a service, such as `events.amazonaws.com`. */
export interface AccessRequest {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

type Statement = z.infer<typeof statementSchema>;

const principalMatcher = (principal: Statement["Principal"]): ((actual: string) => boolean) => {
  if (principal === undefined || principal === "*") return () => true;
  const named = [...principal.AWS, ...principal.Service];
  return (actual) => principal.AWS.includes("*") || named.includes(actual);
};

/** A policy as rules, one for each action and resource of each statement: together they say the same. */
export const rulesOf = ({ Statement }: Pick<z.infer<typeof policySchema>, "Statement">): Rule[] =>
  Statement.flatMap(({ Action, Condition, Effect, Principal, Resource }) => {
    const isMeant = principalMatcher(Principal);
    return Action.flatMap((action) =>
      Resource.map((resource): Rule => {
        const [fitsAction, fitsResource] = [actionMatcher(action), arnMatcher(resource)];
        return {
          effect: Effect,
          action,
          resource,
          applies: (request) =>
            isMeant(request.principal) &&
            fitsAction(request.action) &&
            fitsResource(request.resource) &&
            conditionHolds(Condition, request.context),
        };
      }),
    );
  });

/**
 * Decides as IAM does within one account: one rule that denies outweighs all that allow, and without one that allows nothing is.
 * `by` is the rules that decided.
 */
export const decide = (rules: readonly Rule[], request: AccessRequest) => {
  const applying = rules.filter((rule) => rule.applies(request));
  const denying = applying.filter(({ effect }) => effect === "Deny");
  if (denying.length > 0) return { allowed: false, by: denying };
  return { allowed: applying.length > 0, by: applying };
};
