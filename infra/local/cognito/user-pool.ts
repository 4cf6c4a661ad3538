import * as z from "zod";
import type { LambdaFunction } from "../lambda/lambda.ts";
import { passwordPolicy } from "./passwords.ts";
import { inert, type Template } from "../template/template.ts";

const poolSchema = z.strictObject({
  ...inert("AccountRecoverySetting", "AliasAttributes", "AutoVerifiedAttributes", "DeletionProtection"),
  ...inert("DeviceConfiguration", "EmailVerificationMessage", "EmailVerificationSubject", "EnabledMfas"),
  ...inert("SmsVerificationMessage", "UserAttributeUpdateSettings", "UserPoolAddOns", "UserPoolName", "UserPoolTags"),
  ...inert("UserPoolTier", "UsernameAttributes", "UsernameConfiguration", "VerificationMessageTemplate"),
  AdminCreateUserConfig: z
    .object({ InviteMessageTemplate: z.object({ EmailMessage: z.string(), EmailSubject: z.string() }).optional() })
    .optional(),
  EmailConfiguration: z
    .strictObject({
      ...inert("ReplyToEmailAddress"),
      ConfigurationSet: z.string().optional(),
      EmailSendingAccount: z.enum(["COGNITO_DEFAULT", "DEVELOPER"]).default("COGNITO_DEFAULT"),
      From: z.string().optional(),
      SourceArn: z.string().optional(),
    })
    .optional(),
  LambdaConfig: z
    .strictObject({
      ...inert("PreTokenGeneration"),
      PreTokenGenerationConfig: z.strictObject({ LambdaArn: z.string(), LambdaVersion: z.literal("V2_0") }).optional(),
    })
    .optional(),
  MfaConfiguration: z.enum(["OFF", "ON", "OPTIONAL"]).default("OFF"),
  Policies: z.object({ PasswordPolicy: passwordPolicy.prefault({}) }).prefault({}),
  Schema: z.array(z.looseObject({ Name: z.string() })).default([]),
});
const unit = z.enum(["seconds", "minutes", "hours", "days"]);
const clientSchema = z.strictObject({
  ...inert("AuthSessionValidity", "ClientName", "EnableTokenRevocation", "ExplicitAuthFlows"),
  ...inert("PreventUserExistenceErrors", "SupportedIdentityProviders", "UserPoolId", "WriteAttributes"),
  AccessTokenValidity: z.number().default(1),
  AllowedOAuthFlows: z.array(z.literal("code")).default([]),
  AllowedOAuthFlowsUserPoolClient: z.boolean().default(false),
  AllowedOAuthScopes: z.array(z.string()).default([]),
  CallbackURLs: z.array(z.string()).default([]),
  GenerateSecret: z.literal(false).optional(),
  IdTokenValidity: z.number().default(1),
  LogoutURLs: z.array(z.string()).default([]),
  ReadAttributes: z.array(z.string()).optional(),
  RefreshTokenValidity: z.number().default(30),
  TokenValidityUnits: z
    .strictObject({
      AccessToken: unit.default("hours"),
      IdToken: unit.default("hours"),
      RefreshToken: unit.default("days"),
    })
    .prefault({}),
});

const domainSchema = z.strictObject({
  ...inert("UserPoolId"),
  Domain: z.string(),
  ManagedLoginVersion: z.number().default(1),
});
const brandingSchema = z.strictObject({ ClientId: z.string(), ...inert("UseCognitoProvidedValues", "UserPoolId") });

const unitSeconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/** What the template says of its one user pool and that pool's one client. */
export type UserPool = NonNullable<ReturnType<typeof readUserPool>>;

/** What AWS's own pages ask for before they show a form; source: "Managed login" of the Cognito guide. */
const faultOfPages = (template: Template, clientId: string): string | undefined => {
  const [domain] = template.all("AWS::Cognito::UserPoolDomain", domainSchema);
  const styled = template
    .all("AWS::Cognito::ManagedLoginBranding", brandingSchema)
    .some(({ properties }) => properties.ClientId === clientId);
  if (domain === undefined) return "The user pool has no domain, so it has no pages to sign in on.";
  return domain.properties.ManagedLoginVersion === 2 && !styled
    ? "Login pages unavailable: the client has no managed login style."
    : undefined;
};

/** The pool, or `undefined` when the template has none. Throws when it has no client, or a trigger that is no function. */
export const readUserPool = (template: Template, functions: readonly LambdaFunction[]) => {
  const [pool] = template.all("AWS::Cognito::UserPool", poolSchema);
  const [client] = template.all("AWS::Cognito::UserPoolClient", clientSchema);
  if (pool === undefined) return undefined;
  if (client === undefined) throw new Error(`The user pool ${pool.logicalId} has no client.`);
  const mails = pool.properties.EmailConfiguration;
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
    /** Lifetimes of tokens in seconds. */
    lifetimes: {
      access: settings.AccessTokenValidity * unitSeconds[AccessToken],
      id: settings.IdTokenValidity * unitSeconds[IdToken],
      refresh: settings.RefreshTokenValidity * unitSeconds[RefreshToken],
    },
    scopes: settings.AllowedOAuthScopes,
    /** Whether users may sign in by the authorization code flow. */
    codeFlow: AllowedOAuthFlowsUserPoolClient && AllowedOAuthFlows.includes("code"),
    callbackUrls: settings.CallbackURLs,
    logoutUrls: settings.LogoutURLs,
    /** Whether the client may read an attribute of its user: without a list in the template, any. */
    readable: (attribute: string): boolean => ReadAttributes?.includes(attribute) ?? true,
    /** With their prefix; a user cannot have others. */
    customAttributes: new Set(pool.properties.Schema.map(({ Name }) => `custom:${Name}`)),
    trigger,
    /** Why there are no sign-in pages, where there are none. */
    noPages: faultOfPages(template, client.ref),
    passwords: pool.properties.Policies.PasswordPolicy,
    secondFactor: pool.properties.MfaConfiguration === "ON",
    /** The sender through SES; without one Cognito's own mails go out. */
    sender: mails?.EmailSendingAccount === "DEVELOPER" ? mails.From : undefined,
    invitation: pool.properties.AdminCreateUserConfig?.InviteMessageTemplate,
  };
};
