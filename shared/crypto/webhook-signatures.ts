import { createHmac } from "node:crypto";
import { sameText } from "./signed-token.ts";

/** What a Standard Webhooks signature covers (version 1.0 of that specification). */
export interface WebhookMessage {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly timestamp: number;
  /** The body exactly as it is sent. */
  readonly body: string;
}

/** How far a message's clock may be from ours, seconds, either way. */
const tolerance = 5 * 60;

/** The names of the headers, in lower case. */
export const webhookHeaders = {
  id: "webhook-id",
  timestamp: "webhook-timestamp",
  signature: "webhook-signature",
} as const;

/** The signature of a message, in the format of its header. */
export const signWebhook = ({ id, timestamp, body }: WebhookMessage, secret: Buffer): string =>
  `v1,${createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64")}`;

/**
 * The id of a message that one of the secrets has signed within the last or the next five minutes; null for everything
 * else, without a hint why. During a rotation a header has several signatures and we have several secrets.
 */
export function verifyWebhook(
  headers: Readonly<Record<string, string>>,
  body: string,
  secrets: readonly Buffer[],
  nowMs: number,
): string | null {
  const id = headers[webhookHeaders.id] ?? "";
  const time = headers[webhookHeaders.timestamp] ?? "";
  if (!/^[\x21-\x7e]{1,255}$/.test(id) || !/^\d{1,12}$/.test(time)) return null;
  const timestamp = Number(time);
  // What was signed is the header's own text, so another spelling of the same number is another message.
  if (String(timestamp) !== time || Math.abs(Math.floor(nowMs / 1000) - timestamp) > tolerance) return null;
  const given = (headers[webhookHeaders.signature] ?? "").split(" ").slice(0, 16);
  const expected = secrets.map((secret) => signWebhook({ id, timestamp, body }, secret));
  return expected.some((one) => given.some((other) => sameText(one, other))) ? id : null;
}
