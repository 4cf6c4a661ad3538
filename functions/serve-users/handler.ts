import { addUser, assertAddressFree, ensureUser } from "../../shared/users/add-user.ts";
import { changeUserRole, readUser, removeUser, resendFirstPassword } from "../../shared/users/change-user.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { registerPartner, readPartner } from "../../shared/partner/commands/supervise-partner.ts";
import { assertOfferedCloud } from "../../shared/partner/rules/cloud.ts";
import { assertOwnName } from "../../shared/partner/rules/name.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { expectedVersions, versionsIfSent } from "../../shared/http/conditional.ts";
import { changedAnswer } from "../../shared/http/changed-answer.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { parse, parseQuery } from "../../shared/schema/parse.ts";
import { idIn, type RouteHandlers } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import type { UserPool } from "../../shared/runtime/user-pool.ts";
import { listUsers } from "../../shared/users/item.ts";
import type { routes } from "./manifest.ts";
import { newPartnerBody } from "../../shared/partner/requests.ts";
import { adminBody, newUserBody, roleBody, usersQuery } from "../../shared/users/requests.ts";

/** The API of a partner's users, and of registering a partner with its first admin. */
export function serveUsers(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId"> & {
    readonly userPool: UserPool;
    readonly operatorName: string;
    /** The clouds in which partners can be registered. */
    readonly clouds: readonly string[];
  },
  clock: Clock,
): RouteHandlers<typeof routes> {
  return {
    "GET /v1/users": async (request) => {
      const { limit, cursor = null } = parseQuery(usersQuery, request.query);
      const { partnerId } = callerOf(request);
      return { status: 200, body: await listUsers(dependencies.table, { partnerId, limit, cursor }) };
    },

    "POST /v1/users": async (request) => {
      const input = parse(newUserBody, request.body);
      const cause = causedByCaller(request, clock());
      const { user, replayed } = await addUser(dependencies, input, cause, idempotencyClaim(request));
      return changedAnswer(201, user, { replayed, location: `/v1/users/${user.id}` });
    },

    "GET /v1/users/{id}": async (request) => {
      const user = await readUser(dependencies, callerOf(request).partnerId, idIn(request));
      return readAnswer(request, user, user.version);
    },

    "GET /v1/me": async (request) => {
      const { id, email, role, partnerId } = callerOf(request);
      return readAnswer(request, { id, email, role, partnerId: partnerId || null });
    },

    "POST /v1/users/{id}/resend": async (request) => {
      await resendFirstPassword(dependencies, callerOf(request).partnerId, idIn(request), versionsIfSent(request));
      return { status: 204 };
    },

    "PATCH /v1/users/{id}": async (request) => {
      const expected = expectedVersions(request);
      const { role } = parse(roleBody, request.body);
      const cause = causedByCaller(request, clock());
      return changedAnswer(200, await changeUserRole(dependencies, idIn(request), role, expected, cause));
    },

    "DELETE /v1/users/{id}": async (request) => {
      await removeUser(dependencies, idIn(request), expectedVersions(request), causedByCaller(request, clock()));
      return { status: 204 };
    },

    "POST /v1/operator/partners": async (request) => {
      const { admin, ...input } = parse(newPartnerBody, request.body);
      assertOwnName(input.displayName, dependencies.operatorName);
      assertOfferedCloud(input.cloud, dependencies.clouds);
      const cause = causedByCaller(request, clock());
      const first = { admin: admin.email, assertMay: () => assertAddressFree(dependencies, admin.email) };
      const claim = idempotencyClaim(request);
      const { partner, replayed } = await registerPartner(dependencies, input, cause, claim, first);
      // A repeat of the request under its key continues here.
      await ensureUser(dependencies, partner, { ...admin, role: "admin" }, cause);
      return changedAnswer(201, partner, { replayed, location: `/v1/operator/partners/${partner.id}` });
    },

    "POST /v1/operator/partners/{id}/admins": async (request) => {
      const { email } = parse(adminBody, request.body);
      const { id: partnerId } = await readPartner(dependencies, idIn(request));
      const cause = { ...causedByCaller(request, clock()), partnerId };
      const claim = idempotencyClaim(request);
      const { user, ...rest } = await addUser(dependencies, { email, role: "admin" }, cause, claim);
      return changedAnswer(201, user, rest);
    },
  };
}
