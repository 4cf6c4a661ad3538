import { randomInt, randomUUID } from "node:crypto";
import * as z from "zod";
import { AwsError, jsonReply, type CallHandler } from "./aws-endpoint.ts";
import { inert, type Template } from "./template/template.ts";

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

/** One value that a secret has or had. */
export interface SecretVersion {
  readonly id: string;
  readonly value: string;
  /** `AWSCURRENT`, `AWSPREVIOUS` and labels of one's own; a version without any is kept, and found by its id. */
  readonly stages: readonly string[];
}

/** Versions of secrets by their ARN, oldest first. */
export type SecretVersions = Readonly<Record<string, readonly SecretVersion[]>>;

const current = "AWSCURRENT";
const previous = "AWSPREVIOUS";

const getSchema = z.object({
  SecretId: z.string(),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
});
const putSchema = z.object({
  SecretId: z.string(),
  SecretString: z.string(),
  ClientRequestToken: z.string().min(32).max(64),
  VersionStages: z.array(z.string()).min(1).default([current]),
});

/** The secret with the stages of a new version taken from those that had them; the current one's old version becomes the previous. */
const withVersion = (versions: readonly SecretVersion[], added: SecretVersion): readonly SecretVersion[] => {
  const wasCurrent = (version: SecretVersion): boolean => version.stages.includes(current);
  const replaces = added.stages.includes(current);
  const taken = new Set([...added.stages, ...(replaces ? [previous] : [])]);
  const older = versions.map((version) => ({
    ...version,
    stages: [
      ...version.stages.filter((stage) => !taken.has(stage)),
      ...(replaces && wasCurrent(version) ? [previous] : []),
    ],
  }));
  return [...older, added];
};

/** Every secret of the template: read by version, and given a new value while functions run. */
export class Secrets {
  readonly #names: ReadonlyMap<string, string>;
  readonly #versions: Map<string, readonly SecretVersion[]>;

  /** A value for each: what was kept, else one generated as the template says. */
  constructor(template: Template, kept: SecretVersions = {}) {
    const secrets = template.all("AWS::SecretsManager::Secret", secretSchema);
    this.#names = new Map(secrets.map(({ ref, name }) => [ref, name]));
    this.#versions = new Map(
      secrets.map(({ ref, properties }) => [
        ref,
        kept[ref] ?? [{ id: randomUUID(), value: generate(properties.GenerateSecretString), stages: [current] }],
      ]),
    );
  }

  /** What a folder keeps of them. */
  get versions(): SecretVersions {
    return Object.fromEntries(this.#versions);
  }

  /** `GetSecretValue` and `PutSecretValue`; any other operation is answered with an error by name. */
  readonly answer: CallHandler = async ({ operation, input }) => {
    if (operation === "GetSecretValue") return jsonReply(this.#get(getSchema.parse(input)));
    if (operation === "PutSecretValue") return jsonReply(this.#put(putSchema.parse(input)));
    throw new AwsError("UnknownOperationException", `The local stack does not know Secrets Manager ${operation}.`);
  };

  #find(id: string): { readonly arn: string; readonly name: string; readonly versions: readonly SecretVersion[] } {
    for (const [arn, name] of this.#names)
      if (id === arn || id === name) return { arn, name, versions: this.#versions.get(arn) ?? [] };
    throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }

  #get({ SecretId, VersionId, VersionStage }: z.infer<typeof getSchema>): object {
    const { arn, name, versions } = this.#find(SecretId);
    const stage = VersionStage ?? (VersionId === undefined ? current : undefined);
    const version = versions.find(
      ({ id, stages }) => (VersionId ?? id) === id && (stage === undefined || stages.includes(stage)),
    );
    if (version === undefined) {
      const asked = VersionId === undefined ? `staging label: ${stage}` : `VersionId: ${VersionId}`;
      throw new AwsError(
        "ResourceNotFoundException",
        `Secrets Manager can't find the specified secret value for ${asked}.`,
      );
    }
    const { id, value, stages } = version;
    return { ARN: arn, Name: name, SecretString: value, VersionId: id, VersionStages: stages };
  }

  /** The same request again changes nothing; source: "PutSecretValue" of the Secrets Manager API reference. */
  #put({ SecretId, SecretString, ClientRequestToken: id, VersionStages: stages }: z.infer<typeof putSchema>): object {
    const { arn, name, versions } = this.#find(SecretId);
    const made = versions.find((version) => version.id === id);
    if (made !== undefined && made.value !== SecretString)
      throw new AwsError(
        "ResourceExistsException",
        "You can't modify an existing version, you can only create a new version.",
      );
    if (made === undefined) this.#versions.set(arn, withVersion(versions, { id, value: SecretString, stages }));
    return { ARN: arn, Name: name, VersionId: id, VersionStages: made?.stages ?? stages };
  }
}
