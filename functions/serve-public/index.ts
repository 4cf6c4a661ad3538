import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { servePublic, showProblem } from "./handler.ts";

const { operatorName } = readEnvironment("operatorName");

/** Health, assets, agreements, and everything unknown. */
export const handler = httpBoundary({
  routes: servePublic({ operatorName }),
  newCorrelationId: ulid,
  showProblem: showProblem(operatorName),
});
