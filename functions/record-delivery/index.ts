import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { recordDelivery } from "./handler.ts";

const { table } = readEnvironment("table");

/** From SES's feedback to the invitation. */
export const handler = recordDelivery({ table: connectTable(table), clock: systemClock });
