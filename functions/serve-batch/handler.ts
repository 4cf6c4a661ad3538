import { claimCall } from "../../shared/transaction/claim-call.ts";
import { createBatch } from "../../shared/invitation/commands/create-batch.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { inputOf } from "../../shared/invitation/commands/invitation-input.ts";
import type { CreationRequest } from "../../shared/invitation/commands/plan-invitation.ts";
import { dryRunBatch } from "../../shared/invitation/commands/dry-run-batch.ts";
import { digestOf } from "../../shared/crypto/digests.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { parse } from "../../shared/schema/parse.ts";
import { parseTerms } from "../../shared/terms/parse-requests.ts";
import type { RouteHandlers } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import type { IdempotencyClaim } from "../../shared/table/idempotency.ts";
import type { routes } from "./manifest.ts";
import { batchBody, batchRow } from "../../shared/invitation/requests.ts";
import { batchAnswer } from "./view.ts";

/** Creates batches of invitations. */
export function serveBatch(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId" | "policy">,
  clock: Clock,
): RouteHandlers<typeof routes> {
  return {
    "POST /v1/invitations/batch": async (request) => {
      const { dryRun, items } = parse(batchBody, request.body);
      const { id, email, partnerId } = callerOf(request);
      const { routeKey: route } = request;
      const cause = causedByCaller(request, clock());
      const whole = idempotencyClaim(request);

      /** Callers' keys contain no spaces, so the keys made here never collide with them. */
      const claimOf = (row: object, own: string | undefined, index: number): IdempotencyClaim | null => {
        const claim = { partnerId, route, bodyHash: digestOf(row) };
        if (own !== undefined) return { ...claim, key: `row ${own}`, sentAs: "key" };
        return whole && { ...claim, key: `${index} of ${whole.key}` };
      };
      const creationOf = (item: unknown, index: number): CreationRequest | Refusal => {
        try {
          const { key, ...row } = parseTerms(batchRow, item);
          const claim = claimOf(row, key, index);
          return { input: inputOf(row), createdBy: { id, email }, cause, claim };
        } catch (error) {
          if (error instanceof Refusal) return error;
          throw error;
        }
      };
      const rows = items.map(creationOf);
      // A dry run writes nothing, so it ignores the call's own key.
      const isRepeat = !dryRun && whole !== null && (await claimCall(dependencies, whole, cause.now));
      const outcomes = await (dryRun
        ? dryRunBatch(dependencies, rows, cause)
        : createBatch(dependencies, rows, request.timeLeft));
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.kind !== "failed") continue;
        log("error", "row failed", { index, correlationId: cause.correlationId, ...errorFields(outcome.error) });
      }
      return batchAnswer(outcomes, { isRepeat, correlationId: cause.correlationId });
    },
  };
}
