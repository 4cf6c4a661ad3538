import { httpFunction } from "../../shared/http/http-function.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { readOperators } from "../../shared/runtime/operators.ts";
import { readRole } from "../../shared/users/item.ts";
import { serveAccess } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table: tableName, userPool } = readEnvironment(environment);

const table = connectTable(tableName);

/** The access check over HTTP. */
export const handler = httpFunction({
  routes,
  handlers: serveAccess({ table }, systemClock),
  readRole: (user) => readRole(table, user),
  isOperator: readOperators(userPool),
});
