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
const unit = z.enum(["seconds", "minutes", "hours", "days"]);
const clientSchema = z.strictObject({
  AccessTokenValidity: z.number().default(1),
  AllowedOAuthFlows: z.array(z.literal("code")).default([]),
  AllowedOAuthFlowsUserPoolClient: z.boolean().default(false),
  AllowedOAuthScopes: z.array(z.string()).default([]),
  AuthSessionValidity: inert,
  CallbackURLs: z.array(z.string()).default([]),
  ClientName: inert,
  EnableTokenRevocation: inert,
  ExplicitAuthFlows: inert,
  GenerateSecret: z.literal(false).optional(),
  IdTokenValidity: z.number().default(1),
  LogoutURLs: z.array(z.string()).default([]),
  PreventUserExistenceErrors: inert,
  ReadAttributes: z.array(z.string()).optional(),
  RefreshTokenValidity: z.number().default(30),
  SupportedIdentityProviders: inert,
  TokenValidityUnits: z
    .strictObject({
      AccessToken: unit.default("hours"),
      IdToken: unit.default("hours"),
      RefreshToken: unit.default("days"),
    })
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
  /** Lifetimes of tokens in seconds. */
  readonly lifetimes: { readonly access: number; readonly id: number; readonly refresh: number };
  readonly scopes: readonly string[];
  /** Whether users may sign in by the authorization code flow. */
  readonly codeFlow: boolean;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  /** Whether the client may read an attribute of its user: without a list in the template, any. */
  readonly readable: (attribute: string) => boolean;
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
  const { AllowedOAuthFlows, AllowedOAuthFlowsUserPoolClient, ReadAttributes, ...settings } = client.properties;
  const { AccessToken, IdToken, RefreshToken } = settings.TokenValidityUnits;
  return {
    id: pool.ref,
    region: pool.ref.split("_")[0] ?? "",
    providerUrl: pool.attributes.ProviderURL ?? "",
    clientId: client.ref,
    lifetimes: {
      access: settings.AccessTokenValidity * unitSeconds[AccessToken],
      id: settings.IdTokenValidity * unitSeconds[IdToken],
      refresh: settings.RefreshTokenValidity * unitSeconds[RefreshToken],
    },
    scopes: settings.AllowedOAuthScopes,
    codeFlow: AllowedOAuthFlowsUserPoolClient && AllowedOAuthFlows.includes("code"),
    callbackUrls: settings.CallbackURLs,
    logoutUrls: settings.LogoutURLs,
    readable: (attribute) => ReadAttributes?.includes(attribute) ?? true,
    customAttributes: new Set(pool.properties.Schema.map(({ Name }) => `custom:${Name}`)),
    trigger,
  };
};
