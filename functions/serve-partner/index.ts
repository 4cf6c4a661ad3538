import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { policyOf } from "../../shared/policy/policy.ts";
import { parsePolicySettings } from "../../shared/policy/policy-settings.ts";
import { connectTable, idMaker, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { servePartner } from "./handler.ts";

const { table, policy, operatorName } = readEnvironment("table", "policy", "operatorName");

/** A partner's profile, templates and catalogues over HTTP. */
export const handler = httpBoundary({
  routes: servePartner(
    {
      table: connectTable(table),
      newId: idMaker(systemClock),
      policy: policyOf(parsePolicySettings(policy)),
      operatorName,
    },
    systemClock,
  ),
  newCorrelationId: () => ulid(),
});
