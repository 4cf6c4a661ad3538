import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { sweepDue } from "./handler.ts";

const { table, masterKey } = readEnvironment("table", "masterKey");

/** Expiry, reminders, forgotten drafts and the ends of grants, of one shard of the due index. */
export const handler = sweepDue(
  { table: connectTable(table), masterKey: masterKeySource(masterKey, Date.now) },
  systemClock,
);
