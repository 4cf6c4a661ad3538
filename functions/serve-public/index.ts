import { httpBoundary } from "../../shared/http/boundary.ts";
import { pageFinisher } from "../../shared/html/operator-links.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { documentBeside } from "./document.ts";
import { servePublic } from "./handler.ts";
import { environment, routes } from "./manifest.ts";
import { showProblem } from "./problem-page.ts";

const { operatorName, operatorLinks } = readEnvironment(environment);

/** Health, the documents of API and events, assets, agreements, and everything unknown. */
export const handler = httpBoundary({
  routes,
  handlers: servePublic({
    operatorName,
    version: process.env.RAPPORT_VERSION ?? "",
    readOpenApi: documentBeside(import.meta.url, "openapi.json"),
    readAsyncApi: documentBeside(import.meta.url, "asyncapi.json"),
  }),
  // The gateway's own id of the request, less what a correlation id may not have: making one would load node:crypto.
  finishPage: pageFinisher(operatorLinks),
  newCorrelationId: ({ requestContext }) => requestContext.requestId.replaceAll(/[^A-Za-z0-9_-]/g, ""),
  showProblem: showProblem(operatorName),
});
