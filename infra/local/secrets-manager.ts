import { randomInt, randomUUID } from "node:crypto";
import * as z from "zod";
import { answering, AwsError } from "./aws-endpoint.ts";
import { inert, type Template } from "./template/template.ts";

const generateSchema = z.strictObject({
  ExcludeCharacters: z.string().default(""),
  ExcludePunctuation: z.boolean().default(false),
  GenerateStringKey: z.string().optional(),
  PasswordLength: z.int().default(32),
  SecretStringTemplate: z.string().optional(),
});
const secretSchema = z.strictObject({
  ...inert("Description", "KmsKeyId", "Name", "Tags"),
  GenerateSecretString: generateSchema,
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

/** The value of a secret, and the id of the version that it is. */
interface SecretVersion {
  readonly id: string;
  readonly value: string;
}

/** Current versions of secrets by their ARN. */
export type SecretVersions = Readonly<Record<string, SecretVersion>>;

/** Every version but the current one is refused: whatever reads a secret takes it as it is now. */
const getSchema = z.strictObject({ SecretId: z.string() });
const putSchema = z.strictObject({
  SecretId: z.string(),
  SecretString: z.string(),
  ClientRequestToken: z.string().min(32).max(64),
});

/** Every secret of the template: read, and given a new value while functions run. */
export class Secrets {
  readonly #secrets: ReadonlyMap<string, { readonly name: string; current: SecretVersion }>;

  /** A value for each: what was kept, else one generated as the template says. */
  constructor(template: Template, kept: SecretVersions = {}) {
    this.#secrets = new Map(
      template.all("AWS::SecretsManager::Secret", secretSchema).map(({ ref, name, properties }) => {
        const made = { id: randomUUID(), value: generate(properties.GenerateSecretString) };
        return [ref, { name, current: kept[ref] ?? made }];
      }),
    );
  }

  /** What a folder keeps of them. */
  get versions(): SecretVersions {
    return Object.fromEntries([...this.#secrets].map(([arn, { current }]) => [arn, current]));
  }

  readonly answer = answering("Secrets Manager", {
    GetSecretValue: (input) => {
      const { arn, name, current } = this.#find(getSchema.parse(input).SecretId);
      return { ARN: arn, Name: name, SecretString: current.value, VersionId: current.id };
    },
    PutSecretValue: (input) => {
      const { SecretId, SecretString: value, ClientRequestToken: id } = putSchema.parse(input);
      const { arn, name, secret } = this.#find(SecretId);
      secret.current = { id, value };
      return { ARN: arn, Name: name, VersionId: id };
    },
  });

  #find(id: string) {
    for (const [arn, secret] of this.#secrets) if (id === arn || id === secret.name) return { arn, ...secret, secret };
    throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }
}
