import { httpFunction } from "../../shared/http/http-function.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { readRole } from "../../shared/users/item.ts";
import { serveCustomers } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table: tableName, masterKey } = readEnvironment(environment);

const table = connectTable(tableName);

/** A partner's customers over HTTP. */
export const handler = httpFunction({
  routes,
  handlers: serveCustomers({ table, masterKey: masterKeySource(masterKey, Date.now) }, systemClock),
  readRole: (user) => readRole(table, user),
});
