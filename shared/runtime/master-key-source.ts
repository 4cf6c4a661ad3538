import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { parseMasterKey, type MasterKey } from "../crypto/master-key.ts";

const cachedForMs = 5 * 60_000;

/** Reads the master key at first use, and again when what it has is five minutes old (domain, Links and codes). */
export function masterKeySource(secretId: string, nowMs: () => number): () => Promise<MasterKey> {
  const client = new SecretsManagerClient({});
  let cached: { readonly key: Promise<MasterKey>; readonly until: number } | null = null;
  return () => {
    if (cached === null || cached.until <= nowMs()) {
      const key = client
        .send(new GetSecretValueCommand({ SecretId: secretId }))
        .then(({ SecretString }) => parseMasterKey(SecretString ?? ""));
      cached = { key, until: nowMs() + cachedForMs };
      key.catch(() => (cached = null));
    }
    return cached.key;
  };
}
