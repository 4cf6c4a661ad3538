import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { serveCustomers } from "./handler.ts";

const { table } = readEnvironment("table");

/** A partner's customers over HTTP. */
export const handler = httpBoundary({
  routes: serveCustomers({ table: connectTable(table) }, systemClock),
  newCorrelationId: () => ulid(),
});
