import * as z from "zod/mini";
import { Refusal } from "../domain/refusal.ts";
import { claimNames, roles, routes, type Role, type Route } from "../names.ts";
import type { Caller, HttpRequest } from "./request.ts";

const claimsSchema = z.object({
  sub: z.string(),
  // An identity token is for the application that had somebody sign in, whatever else stands in it.
  token_use: z.literal("access"),
  [claimNames.email]: z.optional(z.string()),
  [claimNames.partner]: z.optional(z.string()),
  [claimNames.role]: z.enum(roles),
});

const rolesOf = new Map<string, Route["roles"]>(routes.map((route) => [route.key, route.roles]));

/**
 * The caller of a route, if the route's row lets the caller's role in.
 * The gateway has verified the token before; a route without a row, or a token without a role, gets no further.
 */
export function authorise(routeKey: string, claims: unknown): Caller | null {
  const allowed = rolesOf.get(routeKey);
  if (allowed === "public") return null;
  if (allowed === undefined) throw new Refusal("not-found", "There is nothing here.");
  const parsed = claimsSchema.safeParse(claims);
  const role = parsed.data?.role;
  if (!parsed.success || role === undefined || !isIn(role, allowed)) {
    throw new Refusal("forbidden", `Only ${allowed.join(", ")} may do this.`, { roles: allowed });
  }
  const partnerId = parsed.data[claimNames.partner] ?? "";
  if (role !== "operator" && partnerId === "") {
    throw new Refusal("forbidden", "The token names no partner.", { roles: allowed });
  }
  return { id: parsed.data.sub, email: parsed.data[claimNames.email] ?? "", role, partnerId };
}

/** The caller of a route that needs a token. */
export function callerOf(request: HttpRequest): Caller {
  if (request.caller === null) throw new Error(`${request.routeKey} is public and has no caller.`);
  return request.caller;
}

const isIn = (role: Role, allowed: readonly Role[]): boolean => allowed.includes(role);
