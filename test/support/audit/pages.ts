import { findRoute, parseRouteKey } from "../../../infra/local/gateway/routes.ts";
import { routes } from "../../../infra/manifests.ts";
import { pageStatuses } from "../../../shared/openapi/pages.ts";

/** What was asked, and the status that came back. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

const patterns = routes.map((route) => ({ route, ...parseRouteKey(route.key) }));

/** Answers of pages whose status the document does not list. */
export const pageFaults = (all: readonly Asked[]): string[] =>
  all.flatMap(({ method, path, status }) => {
    const route = routeOf(method, path);
    return route?.page === undefined || pageStatuses(route).includes(status)
      ? []
      : [`${route.key} answered ${status}, which its manifest does not list`];
  });

/** The gateway refuses a path that is not well escaped before it finds a route. */
function routeOf(method: string, path: string) {
  try {
    return findRoute(patterns, method, path.split("?")[0] ?? "")?.route.route;
  } catch {
    return undefined;
  }
}
