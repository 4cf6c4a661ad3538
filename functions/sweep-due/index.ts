import { parsePolicySettings } from "../../shared/policy/policy-settings.ts";
import { policyOf } from "../../shared/policy/policy.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { sweepDue } from "./handler.ts";
import { environment } from "./manifest.ts";

const { table, masterKey, policy } = readEnvironment(environment);

/** Processes expiries, reminders, old drafts and ends of grants of one shard of the due index. */
export const handler = sweepDue(
  {
    table: connectTable(table),
    masterKey: masterKeySource(masterKey, Date.now),
    policy: policyOf(parsePolicySettings(policy)),
  },
  systemClock,
);
