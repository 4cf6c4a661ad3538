import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { policyOf } from "../../shared/policy/policy.ts";
import { parsePolicySettings } from "../../shared/policy/policy-settings.ts";
import { openAccountList } from "../../shared/runtime/account-list.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { readOperators } from "../../shared/runtime/operators.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { serveOperator } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table, masterKey, policy, operatorName, userPool } = readEnvironment(environment);

/** The operator's own API. */
export const handler = httpBoundary({
  routes,
  handlers: serveOperator(
    {
      table: connectTable(table),
      masterKey: masterKeySource(masterKey, Date.now),
      policy: policyOf(parsePolicySettings(policy)),
      operatorName,
      accountList: openAccountList(),
    },
    systemClock,
  ),
  newCorrelationId: () => ulid(),
  isOperator: readOperators(userPool),
});
