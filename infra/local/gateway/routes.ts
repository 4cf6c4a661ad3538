/** A route's key taken apart; `$default` has neither method nor segments. */
export interface RoutePattern {
  readonly key: string;
  readonly method: string;
  readonly segments: readonly string[];
}

const isGreedy = (segment: string): boolean => segment.endsWith("+}");
const isVariable = (segment: string): boolean => segment.startsWith("{");
/** More exact segments first. */
const rank = (segment: string): number => (isGreedy(segment) ? 2 : isVariable(segment) ? 1 : 0);
const nameOf = (segment: string): string => segment.replaceAll(/[{}+]/g, "");

const routeKey = /^(?:\$default|(?<method>ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) (?<path>\/\S*))$/;

/** Takes a route's key apart: `GET /a/{id}` into its method and segments. Throws on a key that the gateway does not take. */
export const parseRouteKey = (key: string): RoutePattern => {
  const { method = "", path = "" } = routeKey.exec(key)?.groups ?? {};
  const segments = path.split("/").slice(1);
  if (!routeKey.test(key) || segments.slice(0, -1).some(isGreedy)) throw new Error(`${key} is no route key.`);
  return { key, method, segments };
};

/** Decoded path parameters when the path fits the route, else `undefined`. Throws a URIError on malformed escapes. */
const fit = ({ segments }: RoutePattern, parts: readonly string[]): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (part === undefined || (isVariable(segment) && part === "")) return undefined;
    if (isGreedy(segment)) {
      parameters[nameOf(segment)] = decodeURIComponent(parts.slice(index).join("/"));
      return parameters;
    }
    if (isVariable(segment)) parameters[nameOf(segment)] = decodeURIComponent(part);
    else if (segment !== part) return undefined;
  }
  return parts.length === segments.length ? parameters : undefined;
};

const endsGreedy = ({ segments }: RoutePattern): boolean => isGreedy(segments.at(-1) ?? "");

/** Every full match comes before a greedy one; source: "Routing API requests" of the API Gateway guide. */
const compare = (a: RoutePattern, b: RoutePattern): number => {
  if (endsGreedy(a) !== endsGreedy(b)) return Number(endsGreedy(a)) - Number(endsGreedy(b));
  for (const [index, segment] of a.segments.entries()) {
    const difference = rank(segment) - rank(b.segments[index] ?? "");
    if (difference !== 0) return difference;
  }
  return Number(a.method === "ANY") - Number(b.method === "ANY");
};

/** The most exact route for a request, with its decoded path parameters; `$default` when no other fits, `undefined` when nothing does. */
export const findRoute = <Route extends RoutePattern>(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly pathParameters: Readonly<Record<string, string>> } | undefined => {
  const parts = path.split("/").slice(1);
  const fitting = routes
    .filter((route) => route.method === method || route.method === "ANY")
    .flatMap((route) => {
      const pathParameters = fit(route, parts);
      return pathParameters === undefined ? [] : [{ route, pathParameters }];
    })
    .toSorted((a, b) => compare(a.route, b.route));
  const fallback = routes.find(({ key }) => key === "$default");
  return fitting[0] ?? (fallback && { route: fallback, pathParameters: {} });
};
