import { httpFunction } from "../../shared/http/http-function.ts";
import { connect } from "../../shared/runtime/connect.ts";
import { systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { readRole } from "../../shared/users/item.ts";
import { serveBatch } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const dependencies = connect(readEnvironment(environment));

/** Batches of invitations. They have a function of their own because they take more time and larger bodies. */
export const handler = httpFunction({
  routes,
  handlers: serveBatch(dependencies, systemClock),
  readRole: (user) => readRole(dependencies.table, user),
  largestBody: 1024 * 1024,
});
