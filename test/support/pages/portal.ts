import { callbackSecrets } from "../../../shared/crypto/callback-secrets.ts";
import type { MasterKey } from "../../../shared/crypto/master-key.ts";
import { signWebhook, webhookHeaders } from "../../../shared/crypto/webhook-signatures.ts";

/** What a portal says otherwise than it should. */
export interface Signing {
  readonly id?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whose secret signs. */
  readonly portal?: string;
}

let messages = 0;

/** The headers with which an external portal signs a body. Every message has an id of its own unless one is named. */
export function signedHeaders(
  body: string,
  masterKey: MasterKey,
  { id = `msg_${++messages}`, at, portal = "rapport" }: Signing,
): Record<string, string> {
  const timestamp = Math.floor(at / 1000);
  const signature = signWebhook({ id, timestamp, body }, callbackSecrets(portal, masterKey).current);
  return {
    [webhookHeaders.id]: id,
    [webhookHeaders.timestamp]: String(timestamp),
    [webhookHeaders.signature]: signature,
  };
}
