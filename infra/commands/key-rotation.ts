import { randomBytes, randomUUID } from "node:crypto";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { jsonIn } from "../json.ts";
import { CommandError } from "./run.ts";

/** Longer than a function caches the key (five minutes) plus the time of a request. */
export const settleMs = 6 * 60_000;

const secretSchema = z
  .object({ current: z.string(), lasting: z.string() })
  .catchall(z.string().min(32, "A generation of the master key has fewer than 32 characters."));
type Secret = z.infer<typeof secretSchema>;

/** The dependencies of a rotation. */
export interface Rotation {
  readonly client: Pick<SecretsManagerClient, "send">;
  readonly secretId: string;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly say: (line: string) => void;
}

/**
 * Adds a generation to the master key and makes it the signing one. Between the two steps every function reads the key again, so
 * that all of them can verify the new generation. After an interruption, run it again to continue.
 */
export async function rotateKey(rotation: Rotation): Promise<void> {
  const { pause, say } = rotation;
  const found = await read(rotation);
  const pending = pendingOf(found);
  const next = pending ?? String(Number(found.current) + 1);
  const added: Secret = { ...found, [next]: found[next] ?? randomBytes(48).toString("base64url") };
  if (pending === null) {
    await write(rotation, added);
    say(`Added generation ${next}. Generation ${found.current} still signs.`);
  } else {
    say(`Generation ${next} exists already and does not sign yet. Continuing the rotation.`);
  }
  say(
    `Waiting ${settleMs / 60_000} minutes until every function has read the key again. You can interrupt this and run it again.`,
  );
  await pause(settleMs);
  if (!isSame(await read(rotation), added)) {
    throw new CommandError(
      "The master key was changed during the wait. Nothing more was written. Run the command again.",
    );
  }
  await write(rotation, { ...added, current: next });
  say(
    `Generation ${next} signs now. Keep older generations until their links have expired. Never remove ${found.lasting}.`,
  );
}

/** The generation that an interrupted rotation has added; null for none. Throws if the key cannot be rotated. */
function pendingOf({ current, lasting, ...generations }: Secret): string | null {
  const ids = Object.keys(generations);
  if (!ids.includes(current))
    throw new CommandError(`The master key has no generation "${current}", which \`current\` refers to.`);
  if (!ids.includes(lasting))
    throw new CommandError(`The master key has no generation "${lasting}", which \`lasting\` refers to.`);
  const odd = ids.find((id) => !/^[1-9]\d{0,8}$/.test(id));
  if (odd !== undefined)
    throw new CommandError(`Generation "${odd}" is not a number. This command needs numbered generations.`);
  const newer = ids.filter((id) => Number(id) > Number(current));
  if (newer.length > 1) {
    throw new CommandError(
      `Generations ${newer.join(", ")} are newer than the current one. Remove those that were never used.`,
    );
  }
  return newer[0] ?? null;
}

async function read({ client, secretId }: Rotation): Promise<Secret> {
  const { SecretString = "" } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  const parsed = secretSchema.safeParse(jsonIn(SecretString));
  if (parsed.success) return parsed.data;
  // The parser's own message would quote the secret.
  const places = parsed.error.issues.map(({ path }) => path.join(".") || "no JSON object").join(", ");
  throw new CommandError(`The master key has an invalid format (${places}). Nothing was written.`);
}

async function write({ client, secretId }: Rotation, secret: Secret): Promise<void> {
  const SecretString = JSON.stringify(secret);
  await client.send(new PutSecretValueCommand({ SecretId: secretId, SecretString, ClientRequestToken: randomUUID() }));
}

const isSame = (one: Secret, other: Secret): boolean =>
  JSON.stringify(Object.entries(one).toSorted()) === JSON.stringify(Object.entries(other).toSorted());
