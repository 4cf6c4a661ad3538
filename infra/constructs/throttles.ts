import type { Route } from "../../shared/manifest.ts";
import type { Settings } from "../settings.ts";

/** Requests a second of one route, and how many may come at once. */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

type Limits = Settings["limits"];

/** The limits of public routes by group. Routes that write have the lowest limits. */
const groups: readonly { readonly covers: RegExp; readonly limit: keyof Limits }[] = [
  { covers: /^POST \/portal\/sign-in$/, limit: "signIn" },
  { covers: / \/(?:u|confirm|stop|r)\//, limit: "links" },
  { covers: / \/(?:i\/|portal\b|console\b|p\/)/, limit: "pages" },
  { covers: / \/v1\/callbacks\//, limit: "callbacks" },
  { covers: / \/assets\//, limit: "assets" },
];

/** The limit of a group. */
const limitOf = (limits: Limits, group: keyof Limits): Throttle => ({
  rateLimit: limits[group].rate,
  burstLimit: limits[group].burst,
});

/** The limit of documents and unknown paths. */
export const leastThrottle = ({ limits }: Pick<Settings, "limits">): Throttle => limitOf(limits, "others");

/**
 * The limit of a route. Each route has its own limit, so that requests to one route, or a flood of requests without a token, do
 * not affect others.
 */
export const throttleOf = ({ limits }: Pick<Settings, "limits">, { key, roles }: Route): Throttle =>
  limitOf(limits, roles === "public" ? (groups.find(({ covers }) => covers.test(key))?.limit ?? "others") : "api");
