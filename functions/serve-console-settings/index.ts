import { adminsToAsk, openConsole } from "../../shared/console-access/open-session.ts";
import { showProblem } from "../../shared/console/problem-page.ts";
import { pageFinisher } from "../../shared/html/operator-links.ts";
import { httpFunction } from "../../shared/http/http-function.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { openUserPool } from "../../shared/runtime/user-pool.ts";
import { serveSettings } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const { table: tableName, masterKey, publicUrl, userPool, operatorName, operatorLinks } = readEnvironment(environment);

const table = connectTable(tableName);

/** The settings in the console of partners' users. */
export const handler = httpFunction({
  routes,
  handlers: serveSettings({
    ...{ table, operatorName },
    masterKey: masterKeySource(masterKey, Date.now),
    userPool: openUserPool(userPool),
    clock: systemClock,
    openSession: (cookie, now) => openConsole({ table }, cookie, now),
    adminsToAsk: (partnerId) => adminsToAsk({ table }, partnerId),
  }),
  finishPage: pageFinisher(operatorLinks),
  bodies: "form",
  publicUrl,
  showProblem: showProblem(operatorName),
});
