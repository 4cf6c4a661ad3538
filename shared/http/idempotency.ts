import { digestOf } from "../crypto/digests.ts";
import { Refusal } from "../domain/refusal.ts";
import type { IdempotencyClaim } from "../store/idempotency.ts";
import type { HttpRequest } from "./request.ts";

/** The claim of a request that carries an `Idempotency-Key`; null for one that does not. */
export function idempotencyClaim(request: HttpRequest): IdempotencyClaim | null {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const message = "An Idempotency-Key has 1 to 255 visible ASCII characters.";
    throw new Refusal("validation", message, { faults: [{ pointer: "/headers/idempotency-key", message }] });
  }
  return {
    partnerId: request.caller?.partnerId || "operator",
    route: `${request.method} ${request.path}`,
    key,
    bodyHash: digestOf(request.body),
  };
}

/** The header that tells a caller this is an earlier answer. */
export const replayedHeader = (replayed: boolean): Record<string, string> =>
  replayed ? { "idempotency-replayed": "true" } : {};
