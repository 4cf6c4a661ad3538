import { pageFinisher } from "../../shared/html/operator-links.ts";
import { httpFunction } from "../../shared/http/http-function.ts";
import { problemPages } from "../../shared/pages/problem-page.ts";
import { connect } from "../../shared/runtime/connect.ts";
import { systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { serveOffer } from "./handler.ts";
import { environment, routes } from "./manifest.ts";
import { loadPageTexts } from "./texts.ts";

const settings = readEnvironment(environment);
const { operatorName, operatorLinks, publicUrl } = settings;

/** The page behind a personal link. */
export const handler = httpFunction({
  routes,
  handlers: serveOffer(connect(settings), { clock: systemClock, operatorName }),
  finishPage: pageFinisher(operatorLinks),
  bodies: "form",
  publicUrl,
  showProblem: problemPages({ operatorName }, loadPageTexts),
});
