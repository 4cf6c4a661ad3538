import * as z from "zod";
import type { LambdaFunction } from "../lambda/lambda.ts";

/** How the trigger changes one kind of token. */
const changesSchema = z
  .object({
    claimsToAddOrOverride: z.record(z.string(), z.unknown()).nullish(),
    claimsToSuppress: z.array(z.string()).nullish(),
    scopesToAdd: z.array(z.string()).nullish(),
    scopesToSuppress: z.array(z.string()).nullish(),
  })
  .nullish();
type Changes = z.infer<typeof changesSchema>;

const answerSchema = z.object({
  response: z.object({
    claimsAndScopeOverrideDetails: z
      .object({ accessTokenGeneration: changesSchema, idTokenGeneration: changesSchema })
      .nullish(),
  }),
});

/** What Cognito tells the trigger of a sign-in or of a renewal. */
export interface PreTokenRequest {
  readonly source: "TokenGeneration_HostedAuth" | "TokenGeneration_RefreshTokens";
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly userName: string;
  readonly userAttributes: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
}

/** Runs the pool's pre-token function (event version 2) and answers what it wants changed in each token. Throws when it fails. */
export const askTrigger = async (
  trigger: LambdaFunction,
  { source, region, userPoolId, clientId, userName, userAttributes, scopes }: PreTokenRequest,
): Promise<{ readonly access: Changes; readonly id: Changes }> => {
  const outcome = await trigger.invoke({
    version: "2",
    triggerSource: source,
    region,
    userPoolId,
    userName,
    callerContext: { awsSdkVersion: "local", clientId },
    request: {
      userAttributes,
      groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
      scopes,
    },
    response: { claimsAndScopeOverrideDetails: null },
  });
  if (!outcome.ok) throw new Error(`The pre-token function failed: ${outcome.errorType}: ${outcome.errorMessage}`);
  const details = answerSchema.parse(outcome.payload).response.claimsAndScopeOverrideDetails;
  return { access: details?.accessTokenGeneration, id: details?.idTokenGeneration };
};

/** The claims with the trigger's own added and those it wants gone left out. */
export const changed = (
  claims: Readonly<Record<string, unknown>>,
  changes: Changes,
): Readonly<Record<string, unknown>> => {
  const suppressed = new Set(changes?.claimsToSuppress);
  const all = Object.entries({ ...claims, ...changes?.claimsToAddOrOverride });
  return Object.fromEntries(all.filter(([name]) => !suppressed.has(name)));
};

/** The scopes with the trigger's own added and those it wants gone left out. */
export const changedScopes = (scopes: readonly string[], changes: Changes): readonly string[] => {
  const suppressed = new Set(changes?.scopesToSuppress);
  return [...scopes, ...(changes?.scopesToAdd ?? [])].filter((scope) => !suppressed.has(scope));
};
