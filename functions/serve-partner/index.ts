import { httpFunction } from "../../shared/http/http-function.ts";
import { quotaRefusalHeaders } from "../../shared/http/rate-limit.ts";
import { policyOf } from "../../shared/policy/policy.ts";
import { parsePolicySettings } from "../../shared/policy/policy-settings.ts";
import { connectTable, idMaker, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { readRole } from "../../shared/users/item.ts";
import { servePartner } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table: tableName, policy, operatorName } = readEnvironment(environment);

const table = connectTable(tableName);

/** A partner's profile, templates and catalogues over HTTP. */
export const handler = httpFunction({
  routes,
  handlers: servePartner(
    {
      table,
      newId: idMaker(systemClock),
      policy: policyOf(parsePolicySettings(policy)),
      operatorName,
    },
    systemClock,
  ),
  headersOf: quotaRefusalHeaders,
  readRole: (user) => readRole(table, user),
});
