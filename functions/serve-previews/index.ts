import { httpFunction } from "../../shared/http/http-function.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import type { OperatorLinks } from "../../shared/policy/operator-settings.ts";
import { readRole } from "../../shared/users/item.ts";
import { servePreviews } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table: tableName, masterKey, publicUrl, operatorName, operatorLinks } = readEnvironment(environment);

const table = connectTable(tableName);

/** Previews over HTTP, in a function of their own: whole mails in every language are more than the others should load. */
export const handler = httpFunction({
  routes,
  handlers: servePreviews(
    {
      table,
      masterKey: masterKeySource(masterKey, Date.now),
      publicUrl,
      operatorName,
      operatorLinks: JSON.parse(operatorLinks) as OperatorLinks,
    },
    systemClock,
  ),
  readRole: (user) => readRole(table, user),
});
