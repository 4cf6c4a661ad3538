import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { readRole } from "../../shared/users/item.ts";
import { serveCustomers } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table: tableName } = readEnvironment(environment);

const table = connectTable(tableName);

/** A partner's customers over HTTP. */
export const handler = httpBoundary({
  routes,
  handlers: serveCustomers({ table }, systemClock),
  newCorrelationId: () => ulid(),
  readRole: (user) => readRole(table, user),
});
