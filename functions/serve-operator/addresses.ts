import {
  liftSuppression,
  readSuppression,
  type SuppressionNeeds,
} from "../../shared/delivery/commands/lift-suppression.ts";
import { liftBody, lookupBody } from "../../shared/delivery/requests.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { parse } from "../../shared/http/parse.ts";
import type { RouteHandler } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import type { routes } from "./manifest.ts";

/** The routes about an address. */
export type AddressRoute = Extract<(typeof routes)[number]["key"], `${string}/addresses/${string}`>;

/** What the operator does with addresses to which no mail goes. Addresses stand in bodies only, for paths are logged. */
export const serveAddresses = (dependencies: SuppressionNeeds, clock: Clock): Record<AddressRoute, RouteHandler> => ({
  "POST /v1/operator/addresses/lookup": async (request) => {
    const { email } = parse(lookupBody, request.body);
    return { status: 200, body: { email, ...(await readSuppression(dependencies, email)) } };
  },

  "POST /v1/operator/addresses/lift": async (request) => {
    const { email, reason } = parse(liftBody, request.body);
    const moment = { now: clock(), by: callerOf(request).id, correlationId: request.correlationId };
    return { status: 200, body: { email, ...(await liftSuppression(dependencies, { email, reason }, moment)) } };
  },
});
