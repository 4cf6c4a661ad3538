import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { readQuotas } from "../../shared/partner/commands/read-quotas.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import type { RouteHandler } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";

/** How much a partner may still use. */
export const serveQuotas = (dependencies: Pick<Dependencies, "table" | "policy">, clock: Clock) =>
  ({
    "GET /v1/quotas": async (request) =>
      readAnswer(request, await readQuotas(dependencies, callerOf(request).partnerId, clock())),
  }) as const satisfies Record<string, RouteHandler>;
