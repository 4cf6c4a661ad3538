import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { pageFinisher } from "../../shared/html/operator-links.ts";
import { problemPages } from "../../shared/pages/problem-page.ts";
import { policyOf } from "../../shared/policy/policy.ts";
import { parsePolicySettings } from "../../shared/policy/policy-settings.ts";
import { connectTable, idMaker, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { serveOffer } from "./handler.ts";
import { environment, routes } from "./manifest.ts";
import { loadPageTexts } from "./texts.ts";

const { table, masterKey, operatorName, operatorLinks, policy, publicUrl } = readEnvironment(environment);

/** The page behind a personal link. */
export const handler = httpBoundary({
  routes,
  handlers: serveOffer(
    {
      table: connectTable(table),
      masterKey: masterKeySource(masterKey, Date.now),
      newId: idMaker(systemClock),
      publicUrl,
      policy: policyOf(parsePolicySettings(policy)),
    },
    { clock: systemClock, operatorName },
  ),
  finishPage: pageFinisher(operatorLinks),
  newCorrelationId: () => ulid(),
  bodies: "form",
  publicUrl,
  showProblem: problemPages({ operatorName }, loadPageTexts),
});
