import type { Route } from "../../shared/names.ts";

/** Requests a second of one route, and how many may come at once. */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/** What anonymous callers can reach is bounded by groups, the narrowest where a request writes or nothing exists. */
const groups: readonly { readonly covers: RegExp; readonly throttle: Throttle }[] = [
  { covers: /^POST \/portal\/sign-in$/, throttle: { rateLimit: 20, burstLimit: 100 } },
  { covers: / \/(?:u|confirm|stop|r)\//, throttle: { rateLimit: 50, burstLimit: 100 } },
  { covers: / \/(?:i\/|portal\b|p\/)/, throttle: { rateLimit: 100, burstLimit: 200 } },
  { covers: / \/v1\/callbacks\//, throttle: { rateLimit: 100, burstLimit: 200 } },
  { covers: / \/assets\//, throttle: { rateLimit: 200, burstLimit: 400 } },
];

/** For callers with a token: a flood of requests without one never reaches these limits. */
const withToken: Throttle = { rateLimit: 200, burstLimit: 400 };

/** Documents and everything unknown. */
export const leastThrottle: Throttle = { rateLimit: 20, burstLimit: 50 };

/** The limit of a route. Each route has its own, so that requests to one never use up what another may take. */
export const throttleOf = ({ key, roles }: Route): Throttle =>
  roles === "public" ? (groups.find(({ covers }) => covers.test(key))?.throttle ?? leastThrottle) : withToken;
