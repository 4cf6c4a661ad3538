import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { recordDelivery } from "./handler.ts";
import { environment } from "./manifest.ts";

const { table, masterKey } = readEnvironment(environment);

/** Records SES's feedback on the invitation. */
export const handler = recordDelivery({
  table: connectTable(table),
  masterKey: masterKeySource(masterKey, Date.now),
  clock: systemClock,
});
