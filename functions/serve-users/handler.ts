import { addUser, assertAddressFree, ensureUser } from "../../shared/users/add-user.ts";
import { changeUserRole, readUser, removeUser, resendFirstPassword } from "../../shared/users/change-user.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { registerPartner } from "../../shared/partner/commands/register-partner.ts";
import { readPartner } from "../../shared/partner/commands/supervise-partner.ts";
import { assertOfferedCloud } from "../../shared/partner/rules/cloud.ts";
import { assertOwnName } from "../../shared/partner/rules/name.ts";
import type { PartnerUser } from "../../shared/users/model.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { expectedVersions, versionsIfSent } from "../../shared/http/conditional.ts";
import { etagOf, readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim, replayedHeader } from "../../shared/http/idempotency.ts";
import { parse } from "../../shared/http/parse.ts";
import { inQuery } from "../../shared/http/pointer.ts";
import { partnerAnswer } from "../../shared/http/partner-answer.ts";
import type { HttpAnswer, HttpRequest, RouteHandlers } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import type { UserPool } from "../../shared/runtime/user-pool.ts";
import { listUsers } from "../../shared/users/item.ts";
import type { routes } from "./manifest.ts";
import { newPartnerBody } from "../../shared/partner/requests.ts";
import { adminBody, newUserBody, roleBody, usersQuery } from "../../shared/users/requests.ts";

/** Who may sign in for a partner, route by route; a partner begins with its first admin. */
export function serveUsers(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId"> & {
    readonly userPool: UserPool;
    readonly operatorName: string;
    /** Where partners may be registered. */
    readonly clouds: readonly string[];
  },
  clock: Clock,
): RouteHandlers<typeof routes> {
  const idOf = ({ parameters }: HttpRequest): string => parameters["id"] ?? "";

  return {
    "GET /v1/users": async (request) => {
      const { limit, cursor = null } = parse(usersQuery, request.query, inQuery);
      const { partnerId } = callerOf(request);
      return { status: 200, body: await listUsers(dependencies.table, { partnerId, limit, cursor }) };
    },

    "POST /v1/users": async (request) => {
      const input = parse(newUserBody, request.body);
      const cause = causedByCaller(request, clock());
      return madeAnswer(await addUser(dependencies, input, cause, idempotencyClaim(request)));
    },

    "GET /v1/users/{id}": async (request) => {
      const user = await readUser(dependencies, callerOf(request).partnerId, idOf(request));
      return readAnswer(request, user, user.version);
    },

    "GET /v1/me": async (request) => {
      const { id, email, role, partnerId } = callerOf(request);
      return readAnswer(request, { id, email, role, partnerId: partnerId || null });
    },

    "POST /v1/users/{id}/resend": async (request) => {
      await resendFirstPassword(dependencies, callerOf(request).partnerId, idOf(request), versionsIfSent(request));
      return { status: 204 };
    },

    "PATCH /v1/users/{id}": async (request) => {
      const expected = expectedVersions(request);
      const { role } = parse(roleBody, request.body);
      const cause = causedByCaller(request, clock());
      return userAnswer(200, { user: await changeUserRole(dependencies, idOf(request), role, expected, cause) });
    },

    "DELETE /v1/users/{id}": async (request) => {
      await removeUser(dependencies, idOf(request), expectedVersions(request), causedByCaller(request, clock()));
      return { status: 204 };
    },

    "POST /v1/operator/partners": async (request) => {
      const { admin, ...input } = parse(newPartnerBody, request.body);
      assertOwnName(input.displayName, dependencies.operatorName);
      assertOfferedCloud(input.cloud, dependencies.clouds);
      const cause = causedByCaller(request, clock());
      const first = { admin: admin.email, assertMay: () => assertAddressFree(dependencies, admin.email) };
      const registered = await registerPartner(dependencies, input, cause, idempotencyClaim(request), first);
      const { partner } = registered;
      // Repeating the request under its key takes up what broke off here.
      await ensureUser(dependencies, partner, { ...admin, role: "admin" }, cause);
      const { headers, ...answer } = partnerAnswer(201, registered);
      return { ...answer, headers: { ...headers, location: `/v1/operator/partners/${partner.id}` } };
    },

    "POST /v1/operator/partners/{id}/admins": async (request) => {
      const { email } = parse(adminBody, request.body);
      const { id: partnerId } = await readPartner(dependencies, idOf(request));
      const cause = { ...causedByCaller(request, clock()), partnerId };
      return userAnswer(201, await addUser(dependencies, { email, role: "admin" }, cause, idempotencyClaim(request)));
    },
  };
}

/** A user whom a partner let in, and where the user is read. */
function madeAnswer(made: Parameters<typeof userAnswer>[1]): HttpAnswer {
  const { headers, ...answer } = userAnswer(201, made);
  return { ...answer, headers: { ...headers, location: `/v1/users/${made.user.id}` } };
}

const userAnswer = (
  status: number,
  { user, replayed = false }: { readonly user: PartnerUser; readonly replayed?: boolean },
): HttpAnswer => ({
  status,
  body: user,
  headers: { etag: etagOf(user, user.version), ...replayedHeader(replayed) },
});
