import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { countInvitations } from "./handler.ts";
import { environment } from "./manifest.ts";

const { table } = readEnvironment(environment);

/** Counts events into a partner's weekly metrics. */
export const handler = countInvitations({ table: connectTable(table) }, systemClock);
