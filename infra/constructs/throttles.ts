import type { Route } from "../../shared/manifest.ts";
import type { Settings } from "../settings.ts";

/** Requests a second of one route, and how many may come at once. */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

type Limits = Settings["limits"];

/** What anonymous callers can reach is bounded by groups, the narrowest where a request writes or nothing exists. */
const groups: readonly { readonly covers: RegExp; readonly limit: keyof Limits }[] = [
  { covers: /^POST \/portal\/sign-in$/, limit: "signIn" },
  { covers: / \/(?:u|confirm|stop|r)\//, limit: "links" },
  { covers: / \/(?:i\/|portal\b|p\/)/, limit: "pages" },
  { covers: / \/v1\/callbacks\//, limit: "callbacks" },
  { covers: / \/assets\//, limit: "assets" },
];

/** The limit of a group. */
const limitOf = (limits: Limits, group: keyof Limits): Throttle => ({
  rateLimit: limits[group].rate,
  burstLimit: limits[group].burst,
});

/** Documents and everything unknown. */
export const leastThrottle = ({ limits }: Pick<Settings, "limits">): Throttle => limitOf(limits, "others");

/**
 * The limit of a route. Each route has its own, so that requests to one never use up what another may take; and a flood of
 * requests without a token never reaches the limits of callers who have one.
 */
export const throttleOf = ({ limits }: Pick<Settings, "limits">, { key, roles }: Route): Throttle =>
  limitOf(limits, roles === "public" ? (groups.find(({ covers }) => covers.test(key))?.limit ?? "others") : "api");
