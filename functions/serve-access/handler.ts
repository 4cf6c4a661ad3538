import { faultAt, faultRefusal } from "../../shared/kernel/refusal.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { callerOf } from "../../shared/http/caller.ts";
import type { HttpAnswer, RouteHandlers } from "../../shared/http/request.ts";
import type { AccessAnswer } from "../../shared/relationship/access-answers.ts";
import {
  accessQuery,
  operatorAccessQuery,
  operatorUseBody,
  useBody,
} from "../../shared/relationship/access-requests.ts";
import { checkAccess, recordUse, type AccessQuestion } from "../../shared/relationship/commands/check-access.ts";
import { accessReasons, type Access } from "../../shared/relationship/rules/access.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { parse, parseQuery } from "../../shared/schema/parse.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { routes } from "./manifest.ts";

/** Whether a partner may act for a customer now: asked by the partner itself, and by the vendor's services. */
export function serveAccess(dependencies: Pick<Dependencies, "table">, clock: Clock): RouteHandlers<typeof routes> {
  const used = async ({ at, ...question }: AccessQuestion & { readonly at?: Instant | undefined }) => {
    const now = clock();
    if (at !== undefined && at > now)
      throw faultRefusal("validation", faultAt("/at", "out-of-range", "Must not be in the future."));
    return answerOf(await recordUse(dependencies, { ...question, at: at ?? now }, now));
  };

  return {
    "GET /v1/access": async (request) => {
      const question = { ...parseQuery(accessQuery, request.query), partnerId: callerOf(request).partnerId };
      return answerOf(await checkAccess(dependencies, question, clock()));
    },

    "POST /v1/access/uses": async (request) => {
      const body = parse(useBody, request.body);
      return used({ ...body, partnerId: callerOf(request).partnerId });
    },

    "GET /v1/operator/access": async (request) => {
      const question = parseQuery(operatorAccessQuery, request.query);
      return answerOf(await checkAccess(dependencies, question, clock()));
    },

    "POST /v1/operator/access/uses": (request) => used(parse(operatorUseBody, request.body)),
  };
}

/** Every answer is of its moment, so it has no ETag and cannot be stored. */
function answerOf({ reason, until, relationshipId, permission }: Access): HttpAnswer {
  const { allowed, message } = accessReasons[reason];
  const body: AccessAnswer = { allowed, reason, message, until, relationshipId, permission };
  return { status: 200, body };
}
