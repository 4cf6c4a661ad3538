import * as z from "zod";
import type { LambdaFunction } from "./lambda.ts";
import { inert, type Template } from "./template.ts";

const poolSchema = z.strictObject({
  AccountRecoverySetting: inert,
  AdminCreateUserConfig: inert,
  AliasAttributes: inert,
  AutoVerifiedAttributes: inert,
  DeletionProtection: inert,
  DeviceConfiguration: inert,
  EmailConfiguration: inert,
  EmailVerificationMessage: inert,
  EmailVerificationSubject: inert,
  EnabledMfas: inert,
  LambdaConfig: z
    .strictObject({
      PreTokenGeneration: inert,
      PreTokenGenerationConfig: z.strictObject({ LambdaArn: z.string(), LambdaVersion: z.literal("V2_0") }).optional(),
    })
    .optional(),
  MfaConfiguration: inert,
  Policies: inert,
  Schema: z.array(z.looseObject({ Name: z.string() })).default([]),
  SmsVerificationMessage: inert,
  UserAttributeUpdateSettings: inert,
  UserPoolAddOns: inert,
  UserPoolName: inert,
  UserPoolTags: inert,
  UserPoolTier: inert,
  UsernameAttributes: inert,
  UsernameConfiguration: inert,
  VerificationMessageTemplate: inert,
});
const clientSchema = z.strictObject({
  AccessTokenValidity: z.number().default(1),
  AllowedOAuthFlows: inert,
  AllowedOAuthFlowsUserPoolClient: inert,
  AllowedOAuthScopes: z.array(z.string()).default([]),
  AuthSessionValidity: inert,
  CallbackURLs: inert,
  ClientName: inert,
  EnableTokenRevocation: inert,
  ExplicitAuthFlows: inert,
  GenerateSecret: z.literal(false).optional(),
  IdTokenValidity: inert,
  LogoutURLs: inert,
  PreventUserExistenceErrors: inert,
  ReadAttributes: inert,
  RefreshTokenValidity: inert,
  SupportedIdentityProviders: inert,
  TokenValidityUnits: z
    .looseObject({ AccessToken: z.enum(["seconds", "minutes", "hours", "days"]).default("hours") })
    .prefault({}),
  UserPoolId: inert,
  WriteAttributes: inert,
});

const unitSeconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/** What the template says of its one user pool and that pool's one client. */
export interface UserPool {
  readonly id: string;
  readonly region: string;
  readonly providerUrl: string;
  readonly clientId: string;
  /** Lifetime of access tokens in seconds. */
  readonly lifetime: number;
  readonly scopes: readonly string[];
  /** Names of the custom attributes, with their prefix; a user cannot have others. */
  readonly customAttributes: ReadonlySet<string>;
  readonly trigger: LambdaFunction | undefined;
}

/** The pool, or `undefined` when the template has none. Throws when it has no client, or a trigger that is no function. */
export const readUserPool = (template: Template, functions: readonly LambdaFunction[]): UserPool | undefined => {
  const [pool] = template.all("AWS::Cognito::UserPool", poolSchema);
  const [client] = template.all("AWS::Cognito::UserPoolClient", clientSchema);
  if (pool === undefined) return undefined;
  if (client === undefined) throw new Error(`The user pool ${pool.logicalId} has no client.`);
  const triggerArn = pool.properties.LambdaConfig?.PreTokenGenerationConfig?.LambdaArn;
  const trigger = functions.find(({ arn }) => arn === triggerArn);
  if (triggerArn !== undefined && trigger === undefined) throw new Error(`The template has no function ${triggerArn}.`);
  const { AccessTokenValidity, AllowedOAuthScopes, TokenValidityUnits } = client.properties;
  return {
    id: pool.ref,
    region: pool.ref.split("_")[0] ?? "",
    providerUrl: pool.attributes.ProviderURL ?? "",
    clientId: client.ref,
    lifetime: AccessTokenValidity * unitSeconds[TokenValidityUnits.AccessToken],
    scopes: AllowedOAuthScopes,
    customAttributes: new Set(pool.properties.Schema.map(({ Name }) => `custom:${Name}`)),
    trigger,
  };
};
