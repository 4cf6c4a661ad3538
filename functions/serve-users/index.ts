import { httpFunction } from "../../shared/http/http-function.ts";
import { connectTable, idMaker, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { openUserPool } from "../../shared/runtime/user-pool.ts";
import { parsePolicySettings } from "../../shared/policy/policy-settings.ts";
import { readRole } from "../../shared/users/item.ts";
import { serveUsers } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table: tableName, masterKey, userPool, operatorName, policy } = readEnvironment(environment);

const table = connectTable(tableName);
const pool = openUserPool(userPool);

/** A partner's users, and the first of them, over HTTP. */
export const handler = httpFunction({
  routes,
  handlers: serveUsers(
    {
      table,
      masterKey: masterKeySource(masterKey, Date.now),
      newId: idMaker(systemClock),
      userPool: pool,
      operatorName,
      clouds: parsePolicySettings(policy).clouds,
    },
    systemClock,
  ),
  readRole: (user) => readRole(table, user),
  isOperator: (id) => pool.isOperator(id),
});
