import { randomInt, randomUUID } from "node:crypto";
import * as z from "zod";
import { answering, AwsError } from "./aws-endpoint.ts";
import { inert, type Template } from "./template/template.ts";

const generateSchema = z.strictObject({
  ExcludePunctuation: z.literal(true),
  GenerateStringKey: z.string(),
  PasswordLength: z.int(),
  SecretStringTemplate: z.string(),
});
const secretSchema = z.strictObject({
  ...inert("Description", "KmsKeyId", "Name", "Tags"),
  GenerateSecretString: generateSchema,
});

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const generate = (settings: z.infer<typeof generateSchema>): string => {
  const letters = Array.from({ length: settings.PasswordLength }, () => alphabet[randomInt(alphabet.length)]);
  const members = JSON.parse(settings.SecretStringTemplate) as Record<string, unknown>;
  return JSON.stringify({ ...members, [settings.GenerateStringKey]: letters.join("") });
};

/** The value of a secret, and the id of the version that it is. */
interface SecretVersion {
  readonly id: string;
  readonly value: string;
}

/** Current versions of secrets by their ARN. */
export type SecretVersions = Readonly<Record<string, SecretVersion>>;

/** Every version but the current one is refused: every reader of a secret uses the current version. */
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
