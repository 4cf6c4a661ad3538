import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { policyOf } from "../../shared/policy/policy.ts";
import { parsePolicySettings } from "../../shared/policy/policy-settings.ts";
import { connectTable, idMaker, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { readRole } from "../../shared/users/item.ts";
import { serveBatch } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table: tableName, masterKey, policy } = readEnvironment(environment);

const table = connectTable(tableName);

/** A partner's invitations by the list, in a function of its own: it may take more time and larger bodies. */
export const handler = httpBoundary({
  routes,
  handlers: serveBatch(
    {
      table,
      masterKey: masterKeySource(masterKey, Date.now),
      newId: idMaker(systemClock),
      policy: policyOf(parsePolicySettings(policy)),
    },
    systemClock,
  ),
  newCorrelationId: () => ulid(),
  readRole: (user) => readRole(table, user),
  largestBody: 1024 * 1024,
});
