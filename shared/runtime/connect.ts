import { policyOf } from "../policy/policy.ts";
import { parsePolicySettings } from "../policy/policy-settings.ts";
import { connectTable, idMaker, systemClock } from "./dependencies.ts";
import { masterKeySource } from "./master-key-source.ts";

/** The dependencies of commands in a deployed function, by the names in its environment. Other settings stay as they are. */
export const connect = <Settings extends Readonly<Record<"table" | "masterKey" | "policy", string>>>(
  settings: Settings,
) => ({
  ...settings,
  table: connectTable(settings.table),
  masterKey: masterKeySource(settings.masterKey, Date.now),
  newId: idMaker(systemClock),
  policy: policyOf(parsePolicySettings(settings.policy)),
});
