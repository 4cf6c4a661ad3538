import { ulid } from "ulid";
import { httpBoundary } from "../../shared/http/boundary.ts";
import { pageFinisher } from "../../shared/html/operator-links.ts";
import { problemPages } from "../../shared/pages/problem-page.ts";
import { parsePolicySettings } from "../../shared/policy/policy-settings.ts";
import { policyOf } from "../../shared/policy/policy.ts";
import { connectTable, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { serveConfirm } from "./handler.ts";
import { environment, routes } from "./manifest.ts";
import { loadConfirmTexts } from "./texts.ts";

const { table, masterKey, operatorName, operatorLinks, policy, publicUrl } = readEnvironment(environment);

/** The pages on which a mailbox confirms or stops something. */
export const handler = httpBoundary({
  routes,
  handlers: serveConfirm({
    table: connectTable(table),
    masterKey: masterKeySource(masterKey, Date.now),
    clock: systemClock,
    operatorName,
    policy: policyOf(parsePolicySettings(policy)),
  }),
  finishPage: pageFinisher(operatorLinks),
  newCorrelationId: () => ulid(),
  bodies: "form",
  publicUrl,
  showProblem: problemPages({ operatorName }, loadConfirmTexts),
});
