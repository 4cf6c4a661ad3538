import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { policyOf } from "../../shared/policy/policy.ts";
import { parsePolicySettings } from "../../shared/policy/policy-settings.ts";
import { connectTable, idMaker, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { receiveCallback } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table, masterKey, publicUrl, policy } = readEnvironment(environment);

/** What external acceptance portals read and report. */
export const handler = httpBoundary({
  routes,
  handlers: receiveCallback(
    {
      table: connectTable(table),
      masterKey: masterKeySource(masterKey, Date.now),
      newId: idMaker(systemClock),
      policy: policyOf(parsePolicySettings(policy)),
      publicUrl,
    },
    systemClock,
  ),
  newCorrelationId: () => ulid(),
  // A signature is over the text as it was sent.
  bodies: "text",
});
