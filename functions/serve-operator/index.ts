import { httpFunction } from "../../shared/http/http-function.ts";
import { openAccountList } from "../../shared/runtime/account-list.ts";
import { connect } from "../../shared/runtime/connect.ts";
import { systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { readOperators } from "../../shared/runtime/operators.ts";
import { serveOperator } from "./handler.ts";
import { environment, routes } from "./manifest.ts";

const settings = readEnvironment(environment);

/** The operator's API. */
export const handler = httpFunction({
  routes,
  handlers: serveOperator({ ...connect(settings), accountList: openAccountList() }, systemClock),
  isOperator: readOperators(settings.userPool),
});
