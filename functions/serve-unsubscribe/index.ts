import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { pageFinisher } from "../../shared/html/operator-links.ts";
import { problemPages } from "../../shared/pages/problem-page.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { serveUnsubscribe } from "./handler.ts";
import { environment, routes } from "./manifest.ts";
import { loadUnsubscribeTexts } from "./texts.ts";

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
  bodies: "one-click",
  publicUrl,
  showProblem: problemPages({ operatorName }, loadUnsubscribeTexts),
});
