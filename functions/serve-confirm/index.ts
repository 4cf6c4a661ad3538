import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { serveConfirm } from "./handler.ts";

const { table, masterKey, operatorName, publicUrl } = readEnvironment(
  "table",
  "masterKey",
  "operatorName",
  "publicUrl",
);

/** The page on which a mailbox confirms. */
export const handler = httpBoundary({
  routes: serveConfirm({
    table: connectTable(table),
    masterKey: masterKeySource(masterKey, Date.now),
    clock: systemClock,
    operatorName,
  }),
  newCorrelationId: () => ulid(),
  bodies: "text",
  publicUrl,
});
