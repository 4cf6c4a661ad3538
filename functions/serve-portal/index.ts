import { randomBytes } from "node:crypto";
import { httpFunction } from "../../shared/http/http-function.ts";
import { pageFinisher } from "../../shared/html/operator-links.ts";
import { parsePolicySettings } from "../../shared/policy/policy-settings.ts";
import { administratorPolicy } from "../../shared/policy/policy.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { servePortal } from "./handler.ts";
import { environment, routes } from "./manifest.ts";
import { showProblem } from "./problem-page.ts";

const { table, masterKey, operatorName, operatorLinks, policy, publicUrl } = readEnvironment(environment);

/** The portal of customers' administrators. */
export const handler = httpFunction({
  routes,
  handlers: servePortal({
    table: connectTable(table),
    masterKey: masterKeySource(masterKey, Date.now),
    policy: { administrators: administratorPolicy(parsePolicySettings(policy)) },
    publicUrl,
    clock: systemClock,
    operatorName,
    newSecret: () => randomBytes(32).toString("base64url"),
  }),
  finishPage: pageFinisher(operatorLinks),
  bodies: "form",
  publicUrl,
  showProblem: showProblem(operatorName),
});
