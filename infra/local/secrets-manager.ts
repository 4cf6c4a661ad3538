import { randomInt, randomUUID } from "node:crypto";
import * as z from "zod";
import { AwsError, jsonReply, type CallHandler } from "./aws-endpoint.ts";
import { inert, type Template } from "./template.ts";

const generateSchema = z.strictObject({
  ExcludeCharacters: z.string().default(""),
  ExcludePunctuation: z.boolean().default(false),
  GenerateStringKey: z.string().optional(),
  PasswordLength: z.int().default(32),
  SecretStringTemplate: z.string().optional(),
});
const secretSchema = z.strictObject({
  Description: inert,
  GenerateSecretString: generateSchema,
  KmsKeyId: inert,
  Name: inert,
  Tags: inert,
});

const letters = "abcdefghijklmnopqrstuvwxyz";
const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

const generate = (settings: z.infer<typeof generateSchema>): string => {
  const alphabet = `${letters}${letters.toUpperCase()}0123456789${settings.ExcludePunctuation ? "" : punctuation}`;
  const allowed = [...alphabet].filter((character) => !settings.ExcludeCharacters.includes(character));
  const password = Array.from({ length: settings.PasswordLength }, () => allowed[randomInt(allowed.length)]).join("");
  if (settings.GenerateStringKey === undefined) return password;
  const members = JSON.parse(settings.SecretStringTemplate ?? "{}") as Record<string, unknown>;
  return JSON.stringify({ ...members, [settings.GenerateStringKey]: password });
};

/** Values of secrets by their ARN. */
export type SecretValues = Readonly<Record<string, string>>;

/** A value for every secret of the template: the one that was kept, else one generated as the template says. */
export const makeSecrets = (template: Template, kept: SecretValues = {}): SecretValues =>
  Object.fromEntries(
    template
      .all("AWS::SecretsManager::Secret", secretSchema)
      .map(({ ref, properties }) => [ref, kept[ref] ?? generate(properties.GenerateSecretString)]),
  );

/** `GetSecretValue` for every secret of the template. */
export const answerSecretsManager = (template: Template, values: SecretValues): CallHandler => {
  const secrets = template.all("AWS::SecretsManager::Secret", secretSchema).map(({ ref, name }) => ({
    ARN: ref,
    Name: name,
    SecretString: values[ref],
    VersionId: randomUUID(),
    VersionStages: ["AWSCURRENT"],
  }));
  return async ({ operation, input }) => {
    if (operation !== "GetSecretValue") {
      throw new AwsError("UnknownOperationException", `The local stack does not know Secrets Manager ${operation}.`);
    }
    const secret = secrets.find(({ ARN, Name }) => input.SecretId === ARN || input.SecretId === Name);
    if (secret === undefined)
      throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    return jsonReply(secret);
  };
};
