import { httpFunction } from "../../shared/http/http-function.ts";
import { connectTable, idMaker, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { readRole } from "../../shared/users/item.ts";
import { serveSupport } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table: tableName } = readEnvironment(environment);

const table = connectTable(tableName);

/** A partner's support requests over HTTP. */
export const handler = httpFunction({
  routes,
  handlers: serveSupport({ table, newId: idMaker(systemClock) }, systemClock),
  readRole: (user) => readRole(table, user),
});
