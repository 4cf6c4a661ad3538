import { digestOf } from "../crypto/digests.ts";
import type { IdempotencyClaim } from "../table/idempotency.ts";
import { parse } from "../schema/parse.ts";
import { idempotencyKey } from "../schema/primitives.ts";
import type { HttpRequest } from "./request.ts";

/** The claim of a request that carries an `Idempotency-Key`; null for one that does not. */
export function idempotencyClaim(request: HttpRequest): IdempotencyClaim | null {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return null;
  parse(idempotencyKey, key, "/headers/idempotency-key");
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
