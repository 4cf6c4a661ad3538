import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { answerWithin } from "./answer-within.ts";
import { parseMasterKey, UnknownGeneration, type MasterKey } from "../crypto/master-key.ts";

const cachedForMs = 5 * 60_000;
/** Forged ids of generations make one environment read the secret this often and not more. */
const leastAgeMs = 60_000;

/**
 * Reads the master key at first use, again when what it has is five minutes old (domain, Links and codes), and once when a
 * generation is asked for that it does not have: then `UnknownGeneration` is thrown, and the next call reads it anew.
 */
export function masterKeySource(secretId: string, nowMs: () => number): () => Promise<MasterKey> {
  const client = new SecretsManagerClient({ requestHandler: answerWithin() });
  let cached: { readonly key: Promise<MasterKey>; readonly readAt: number } | null = null;
  const assertNewest = (readAt: number): void => {
    if (nowMs() - readAt < leastAgeMs) return;
    if (cached?.readAt === readAt) cached = null;
    throw new UnknownGeneration();
  };
  return () => {
    const age = cached === null ? cachedForMs : nowMs() - cached.readAt;
    // A clock that was set back says nothing of the age.
    if (cached === null || age < 0 || age >= cachedForMs) {
      const readAt = nowMs();
      const key = client
        .send(new GetSecretValueCommand({ SecretId: secretId }))
        .then(({ SecretString }) => parseMasterKey(SecretString ?? "", () => assertNewest(readAt)));
      cached = { key, readAt };
      key.catch(() => (cached = null));
    }
    return cached.key;
  };
}
