import { httpFunction } from "../../shared/http/http-function.ts";
import { connectTable, idMaker, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { readRole } from "../../shared/users/item.ts";
import { serveJobs } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table: tableName } = readEnvironment(environment);

const table = connectTable(tableName);

/** A partner's jobs over HTTP. */
export const handler = httpFunction({
  routes,
  handlers: serveJobs({ table, newId: idMaker(systemClock) }, systemClock),
  readRole: (user) => readRole(table, user),
  // A page of rows is one item of the table, which has at most 400 KB.
  largestBody: 256 * 1024,
});
