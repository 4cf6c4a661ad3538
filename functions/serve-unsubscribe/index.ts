import { httpFunction } from "../../shared/http/http-function.ts";
import { pageFinisher } from "../../shared/html/operator-links.ts";
import { problemPages } from "../../shared/pages/problem-page.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { serveUnsubscribe } from "./handler.ts";
import { environment, routes } from "./manifest.ts";
import { loadUnsubscribeTexts } from "./texts.ts";

const { table, masterKey, operatorName, operatorLinks, publicUrl } = readEnvironment(environment);

/** The unsubscribe page. */
export const handler = httpFunction({
  routes,
  handlers: serveUnsubscribe({
    table: connectTable(table),
    masterKey: masterKeySource(masterKey, Date.now),
    clock: systemClock,
    operatorName,
  }),
  finishPage: pageFinisher(operatorLinks),
  bodies: "one-click",
  publicUrl,
  showProblem: problemPages({ operatorName }, loadUnsubscribeTexts),
});
