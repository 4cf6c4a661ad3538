import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { quotaRefusalHeaders } from "../../shared/http/rate-limit.ts";
import { policyOf } from "../../shared/policy/policy.ts";
import { parsePolicySettings } from "../../shared/policy/policy-settings.ts";
import { connectTable, idMaker, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { readRole } from "../../shared/users/item.ts";
import { serveInvitations } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table: tableName, masterKey, publicUrl, policy } = readEnvironment(environment);

const table = connectTable(tableName);

/** A partner's invitations over HTTP. */
export const handler = httpBoundary({
  routes,
  handlers: serveInvitations(
    {
      table,
      masterKey: masterKeySource(masterKey, Date.now),
      newId: idMaker(systemClock),
      publicUrl,
      policy: policyOf(parsePolicySettings(policy)),
    },
    systemClock,
  ),
  newCorrelationId: () => ulid(),
  headersOf: quotaRefusalHeaders,
  readRole: (user) => readRole(table, user),
});
