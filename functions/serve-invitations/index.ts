import { httpFunction } from "../../shared/http/http-function.ts";
import { quotaRefusalHeaders } from "../../shared/http/rate-limit.ts";
import { connect } from "../../shared/runtime/connect.ts";
import { systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { readRole } from "../../shared/users/item.ts";
import { serveInvitations } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const dependencies = connect(readEnvironment(environment));

/** A partner's invitations over HTTP. */
export const handler = httpFunction({
  routes,
  handlers: serveInvitations(dependencies, systemClock),
  headersOf: quotaRefusalHeaders,
  readRole: (user) => readRole(dependencies.table, user),
});
