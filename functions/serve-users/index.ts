import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { connectTable, idMaker, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { openUserPool } from "../../shared/runtime/user-pool.ts";
import { readRole } from "../../shared/store/partner-users.ts";
import { serveUsers } from "./handler.ts";

const { table: tableName, userPool, operatorName } = readEnvironment("table", "userPool", "operatorName");

const table = connectTable(tableName);

/** A partner's users, and the first of them, over HTTP. */
export const handler = httpBoundary({
  routes: serveUsers(
    { table, newId: idMaker(systemClock), userPool: openUserPool(userPool), operatorName },
    systemClock,
  ),
  newCorrelationId: () => ulid(),
  readRole: (user) => readRole(table, user),
});
