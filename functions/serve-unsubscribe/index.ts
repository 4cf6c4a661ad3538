import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { pageFinisher } from "../../shared/pages/operator-links.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { serveUnsubscribe } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table, masterKey, operatorName, operatorLinks, publicUrl } = readEnvironment(environment);

/** The way out of reminders. */
export const handler = httpBoundary({
  routes,
  handlers: serveUnsubscribe({
    table: connectTable(table),
    masterKey: masterKeySource(masterKey, Date.now),
    clock: systemClock,
    operatorName,
  }),
  finishPage: pageFinisher(operatorLinks),
  newCorrelationId: () => ulid(),
  // A mail program's one click may be multipart (RFC 8058), and only our own form has anything to say.
  bodies: "text",
  publicUrl,
});
