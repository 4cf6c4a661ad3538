import { httpFunction } from "../../shared/http/http-function.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { readRole } from "../../shared/users/item.ts";
import { serveRelationships } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table: tableName } = readEnvironment(environment);

const table = connectTable(tableName);

/** A partner's relationships over HTTP. */
export const handler = httpFunction({
  routes,
  handlers: serveRelationships({ table }, systemClock),
  readRole: (user) => readRole(table, user),
});
