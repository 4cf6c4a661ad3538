import * as z from "zod/mini";
import type { UserRole } from "../users/model.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Route } from "../manifest.ts";
import { claimNames, roles, type Role } from "../names.ts";
import type { IsOperator } from "../runtime/operators.ts";
import type { Caller, HttpRequest } from "./request.ts";

const claimsSchema = z.object({
  sub: z.string(),
  // An identity token is only for the application where the user signed in.
  token_use: z.literal("access"),
  [claimNames.email]: z.optional(z.string()),
  [claimNames.partner]: z.optional(z.string()),
  [claimNames.role]: z.enum(roles),
});

/** The current role of a partner's user, not the one in the token; null for a removed user. */
export type ReadRole = (said: User) => Promise<UserRole | null>;

/** How a function reads the current roles of callers, for the kinds of callers that its routes allow. */
export interface CallerReads {
  readonly readRole?: ReadRole | undefined;
  readonly isOperator?: IsOperator | undefined;
}

/**
 * The caller of a route, if the route allows the caller's current role. Removing a user or changing a role takes effect at
 * once (product table, row 51). The gateway has already verified the token; a token without a role is refused.
 */
export async function authorise(
  { roles: allowed }: Pick<Route, "roles">,
  claims: unknown,
  reads: CallerReads,
): Promise<Caller | null> {
  if (allowed === "public") return null;
  const said = callerIn(claims);
  const caller = said !== null && mayBecome(said, allowed) ? await asOfNow(said, reads) : said;
  if (caller === null || !isIn(caller.role, allowed)) {
    throw new Refusal("forbidden", `Only these roles can do this: ${allowed.join(", ")}. Nothing was changed.`, {
      roles: allowed,
    });
  }
  return caller;
}

/** Who a token is for; null where it says too little. */
function callerIn(claims: unknown): Caller | null {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success) return null;
  const { sub: id, role } = parsed.data;
  const partnerId = parsed.data[claimNames.partner] ?? "";
  if (role !== "operator" && partnerId === "") return null;
  return { id, email: parsed.data[claimNames.email] ?? "", role, partnerId };
}

type User = Caller & { readonly role: UserRole };
const isUser = (caller: Caller): caller is User => caller.role !== "operator";

/** Whether the caller could have an allowed role: a partner's user any role of users, an operator no other. */
const mayBecome = (caller: Caller, allowed: readonly Role[]): boolean =>
  isUser(caller) ? allowed.some((role) => role !== "operator") : allowed.includes("operator");

async function asOfNow(caller: Caller, { readRole, isOperator }: CallerReads): Promise<Caller> {
  if (!isUser(caller)) {
    if (isOperator === undefined) throw new Error("A function that serves operators reads who is one.");
    if (await isOperator(caller.id)) return caller;
    throw new Refusal("forbidden", "This operator's access has ended. Another operator can add the address again.");
  }
  if (readRole === undefined) throw new Error("A function that serves users reads which role each has.");
  const role = await readRole(caller);
  if (role === null) throw new Refusal("forbidden", "This user's access has ended. Ask an admin of the partner.");
  return { ...caller, role };
}

/** The caller of a route that needs a token. */
export function callerOf(request: HttpRequest): Caller {
  if (request.caller === null) throw new Error(`${request.routeKey} is public and has no caller.`);
  return request.caller;
}

const isIn = (role: Role, allowed: readonly Role[]): boolean => allowed.includes(role);
