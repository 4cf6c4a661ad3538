import { randomBytes } from "node:crypto";
import { adminsToAsk, openConsole } from "../../shared/console-access/open-session.ts";
import { showProblem } from "../../shared/console/problem-page.ts";
import { pageFinisher } from "../../shared/html/operator-links.ts";
import { httpFunction } from "../../shared/http/http-function.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { codeExchange } from "./exchange-code.ts";
import { serveConsole } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const {
  stage,
  table: tableName,
  masterKey,
  publicUrl,
  authorizeUrl,
  operatorName,
  operatorLinks,
} = readEnvironment(environment);

const table = connectTable(tableName);

/** The console of partners' users. */
export const handler = httpFunction({
  routes,
  handlers: serveConsole({
    ...{ stage, table, authorizeUrl, operatorName },
    masterKey: masterKeySource(masterKey, Date.now),
    clock: systemClock,
    openSession: (cookie, now) => openConsole({ table }, cookie, now),
    adminsToAsk: (partnerId) => adminsToAsk({ table }, partnerId),
    exchangeCode: codeExchange(authorizeUrl),
    newSecret: () => randomBytes(32).toString("base64url"),
  }),
  finishPage: pageFinisher(operatorLinks),
  bodies: "form",
  publicUrl,
  showProblem: showProblem(operatorName),
});
