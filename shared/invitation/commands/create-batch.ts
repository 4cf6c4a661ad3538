import { normaliseAddress } from "../../kernel/address.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { inTurn } from "../../transaction/in-turn.ts";
import type { CreationRequest } from "./plan-invitation.ts";
import { saveNewInvitation } from "./create-invitation.ts";

/** The result of a row, or of its dry run. A failure is a fault of ours. */
export type RowOutcome =
  | { readonly kind: "created"; readonly id: string | null; readonly replayed: boolean }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "failed"; readonly error: unknown };

/** Rows processed concurrently: as many as a partner's counters allow without queueing. */
const slots = 8;

/** Time in milliseconds that must be left to start a row. With all retries one takes up to two seconds. */
const reserveMs = 5_000;

/**
 * Creates an invitation for each row, in a transaction of its own. Rows with the same address or key are processed in
 * order. Rows for which no time is left are refused, so that the others are answered.
 */
export const createBatch = (
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId" | "policy">,
  rows: readonly (CreationRequest | Refusal)[],
  timeLeft: () => number,
): Promise<RowOutcome[]> =>
  inTurn(rows, slots, marksOf, (row) =>
    outcomeOf(row, async (creation) => {
      if (timeLeft() < reserveMs) throw notTried();
      const saved = await saveNewInvitation(dependencies, creation);
      return "replayed" in saved
        ? { kind: "created", id: saved.replayed.aggregate, replayed: true }
        : { kind: "created", id: saved.change.after.id, replayed: false };
    }),
  );

const notTried = (): Refusal =>
  new Refusal("unavailable", "No time was left for this row. Send the batch again with the same keys.", {
    retryAfter: 1,
  });

/** Processes a row and catches its errors. */
export async function outcomeOf<Done>(
  row: CreationRequest | Refusal,
  carryOut: (creation: CreationRequest) => Promise<Done>,
): Promise<Done | Exclude<RowOutcome, { kind: "created" }>> {
  if (row instanceof Refusal) return { kind: "refused", refusal: row };
  try {
    return await carryOut(row);
  } catch (error) {
    return error instanceof Refusal ? { kind: "refused", refusal: error } : { kind: "failed", error };
  }
}

const marksOf = (row: CreationRequest | Refusal): string[] =>
  row instanceof Refusal
    ? []
    : [
        `to ${normaliseAddress(row.input.terms.customer?.email ?? "") ?? ""}`,
        ...(row.claim === null ? [] : [`key ${row.claim.key}`]),
      ];
