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

/** Of a sign-in, or of a renewal. */
export type TokenSource = "TokenGeneration_HostedAuth" | "TokenGeneration_RefreshTokens";

type TokenSubject = "region" | "userPoolId" | "userName" | "clientId";

/** Runs the pool's pre-token function (event version 2) and answers what it wants changed in each token. Throws when it fails. */
export const askTrigger = async (
  trigger: LambdaFunction,
  { clientId, ...about }: { triggerSource: TokenSource } & Record<TokenSubject, string>,
  request: { readonly userAttributes: Readonly<Record<string, string>>; readonly scopes: readonly string[] },
): Promise<{ readonly access: Changes; readonly id: Changes }> => {
  const groupConfiguration = { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null };
  const outcome = await trigger.invoke({
    version: "2",
    ...about,
    callerContext: { awsSdkVersion: "local", clientId },
    request: { ...request, groupConfiguration },
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
