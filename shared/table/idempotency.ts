import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { addDays, epochSeconds, type Instant } from "../kernel/time.ts";
import type { Key } from "./keys.ts";
import { place } from "./places.ts";
import type { Condition, Write } from "./writes.ts";

/** A caller's request to be carried out once only. */
export interface IdempotencyClaim {
  readonly partnerId: string;
  readonly route: string;
  readonly key: string;
  readonly bodyHash: string;
  /** What the caller calls the key, where it did not come as `Idempotency-Key`. */
  readonly sentAs?: string;
}

/** What was answered the first time: enough to make the answer again, and nothing of its content. */
export interface IdempotencyRecord {
  readonly bodyHash: string;
  readonly status: number;
  readonly aggregate: string;
  readonly sequence: number;
  readonly expiresAt: Instant;
}

const recordSchema: z.ZodMiniType<IdempotencyRecord> = z.object({
  bodyHash: z.string(),
  status: z.number(),
  aggregate: z.string(),
  sequence: z.number(),
  expiresAt: z.string(),
});

/** The key of a claim's record. */
export const idempotencyKey = ({
  partnerId,
  route,
  key,
}: Pick<IdempotencyClaim, "partnerId" | "route" | "key">): Key => ({
  PK: `IDEM#${partnerId}#${route}`,
  // The caller chose the key: it is hashed, because it may be long or contain personal data.
  SK: createHash("sha256").update(key).digest("base64url"),
});

/** The record of a claim, whether or not its 24 hours are over. */
export const answerPlace = (claim: IdempotencyClaim) =>
  place(idempotencyKey(claim), (item) => recordSchema.parse(item));

/** The write of a record. It fails for a twin that came first. */
export function idempotencyWrite(
  claim: IdempotencyClaim,
  answer: Pick<IdempotencyRecord, "status" | "aggregate" | "sequence">,
  now: Instant,
): Extract<Write, { kind: "put" }> & { readonly condition: Condition } {
  const expiresAt = addDays(now, 1);
  return {
    kind: "put",
    item: {
      ...idempotencyKey(claim),
      entity: "idempotency",
      schema: 1,
      bodyHash: claim.bodyHash,
      ...answer,
      expiresAt,
      // TTL deletes it later; `expiresAt` says whether it is still valid.
      ttl: epochSeconds(expiresAt),
    },
    condition: { expression: "attribute_not_exists(PK) OR expiresAt <= :now", values: { ":now": now } },
  };
}
