import { httpFunction } from "../../shared/http/http-function.ts";
import { connect } from "../../shared/runtime/connect.ts";
import { systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { receiveCallback } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

/** The API of external acceptance portals. */
export const handler = httpFunction({
  routes,
  handlers: receiveCallback(connect(readEnvironment(environment)), systemClock),
  // The signature covers the body as it was sent.
  bodies: "text",
});
