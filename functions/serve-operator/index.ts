import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { connectTable, idMaker, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { serveOperator } from "./handler.ts";

const { table } = readEnvironment("table");

/** The operator's own API. */
export const handler = httpBoundary({
  routes: serveOperator({ table: connectTable(table), newId: idMaker(systemClock) }, systemClock),
  newCorrelationId: ulid,
});
