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

/** `GetSecretValue` for every secret of the template; values are generated once per start, as the template says. */
export const answerSecretsManager = (template: Template): CallHandler => {
  const secrets = template.all("AWS::SecretsManager::Secret", secretSchema).map(({ ref, name, properties }) => ({
    ARN: ref,
    Name: name,
    SecretString: generate(properties.GenerateSecretString),
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
