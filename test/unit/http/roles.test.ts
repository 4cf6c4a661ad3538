import { afterEach, describe, expect, test } from "vitest";
import type { ReadRole } from "../../../shared/http/caller.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import type { HttpRequest, RouteHandler, RouteHandlers } from "../../../shared/http/request.ts";
import { routes } from "../../../infra/manifests.ts";
import { roles } from "../../../shared/names.ts";
import type { IsOperator } from "../../../shared/runtime/operators.ts";
import { ids } from "../../support/builders/builders.ts";
import { anHttpEvent, call, claimsOf, roleOfToken } from "../../support/stack/http-event.ts";

const seen: HttpRequest[] = [];
const ran: RouteHandler = async (request) => {
  seen.push(request);
  return { status: 200, body: { ran: true } };
};
const handlers = Object.fromEntries(routes.map(({ key }) => [key, ran])) as RouteHandlers<typeof routes>;
/** The role that the user has now: what its token says, unless a test says otherwise. */
let roleNow: ReadRole = roleOfToken;
/** Whether an operator's user is one now. */
let operatorNow: IsOperator = async () => true;
afterEach(() => {
  roleNow = roleOfToken;
  operatorNow = async () => true;
});
const boundary = httpBoundary({
  routes,
  handlers,
  newCorrelationId: () => "made",
  readRole: (said) => roleNow(said),
  isOperator: (id) => operatorNow(id),
});
const answerTo = (routeKey: string, claims: unknown) => call(boundary, anHttpEvent({ routeKey, claims }));

const guarded = routes.flatMap(({ roles: allowed, ...route }) =>
  allowed === "public" ? [] : [{ ...route, roles: allowed }],
);
const lists: Record<string, readonly string[]> = Object.fromEntries(guarded.map(({ key, roles }) => [key, roles]));
/** One route for each list of roles: the boundary reads nothing else of a route. */
const ofEachList = [...new Map(guarded.map((route) => [route.roles.join(), route])).values()];
const matrix = guarded.flatMap(({ key }) => roles.map((role) => ({ key, role, may: lists[key]?.includes(role) })));

describe("the table of routes and roles", () => {
  test.each(ofEachList)(
    "allows the roles of $key, and names them in the refusal of all others",
    async ({ key, roles: allowed }) => {
      for (const role of roles) {
        const { status, body } = await answerTo(key, claimsOf(role));
        if (allowed.includes(role)) expect([status, body]).toEqual([200, { ran: true }]);
        else expect([status, body["type"], body["roles"]]).toEqual([403, "/problems/forbidden", allowed]);
      }
    },
  );

  test.each(ofEachList)("refuses $key with incomplete claims", async ({ key }) => {
    const bad = [null, undefined, {}, "admin", { ...claimsOf("admin"), role: "root" }, { role: "admin" }];
    for (const claims of bad) expect((await answerTo(key, claims ?? null)).status).toBe(403);
  });

  test.each(ofEachList)("refuses $key with an identity token of any role", async ({ key, roles }) => {
    for (const role of roles) {
      for (const use of ["id", "refresh", ""]) {
        expect((await answerTo(key, { ...claimsOf(role), token_use: use })).status).toBe(403);
      }
      const without = Object.entries(claimsOf(role)).filter(([name]) => name !== "token_use");
      expect((await answerTo(key, Object.fromEntries(without))).status).toBe(403);
    }
  });

  const ofUsers = ofEachList.filter(({ roles }) => roles.some((role) => role !== "operator"));
  const users = roles.filter((role) => role !== "operator");

  test.each(ofUsers)("refuses $key to a removed user with a valid token", async ({ key }) => {
    const asked: unknown[] = [];
    roleNow = async (said) => {
      asked.push([said.partnerId, said.id]);
      return null;
    };
    for (const role of users) expect([role, (await answerTo(key, claimsOf(role))).status]).toEqual([role, 403]);
    expect(asked).toEqual(users.map(() => [ids.partner, "user-1"]));
  });

  test.each(ofUsers)("uses the current role of a user of $key, not the token's", async ({ key }) => {
    for (const now of users) {
      roleNow = async () => now;
      const expected = lists[key]?.includes(now) ? 200 : 403;
      for (const before of users) {
        expect([before, now, (await answerTo(key, claimsOf(before))).status]).toEqual([before, now, expected]);
      }
      if (expected === 200) expect(seen.at(-1)?.caller?.role).toBe(now);
    }
  });

  test("a function that serves users cannot start without reading which role each has", () => {
    const reads = { isOperator: operatorNow };
    for (const route of ofUsers) {
      const start = () => httpBoundary({ routes: [route], handlers, newCorrelationId: () => "made", ...reads });
      expect(start).toThrow("read the role");
    }
  });

  const ofOperators = ofEachList.filter(({ roles }) => roles.includes("operator"));

  test.each(ofOperators)("refuses $key to an operator whose access has ended", async ({ key }) => {
    const asked: string[] = [];
    operatorNow = async (id) => {
      asked.push(id);
      return false;
    };
    const { status, body } = await answerTo(key, claimsOf("operator"));
    expect([status, body["type"], asked]).toEqual([403, "/problems/forbidden", ["user-1"]]);
  });

  test("a function that serves operators cannot start without reading whether a user is one", () => {
    const reads = { readRole: roleOfToken };
    for (const route of ofOperators) {
      const start = () => httpBoundary({ routes: [route], handlers, newCorrelationId: () => "made", ...reads });
      expect(start).toThrow("read who is an operator");
    }
  });

  test("does not read a user whom the route refuses in every possible role", async () => {
    const asked: string[] = [];
    roleNow = async ({ id }) => (asked.push(id), "admin");
    operatorNow = async (id) => (asked.push(id), true);
    expect((await answerTo("GET /v1/operator/partners", claimsOf("admin"))).status).toBe(403);
    expect((await answerTo("GET /v1/partner", claimsOf("operator"))).status).toBe(403);
    expect(asked).toEqual([]);
  });

  test("serves public routes without a token, and ignores one", async () => {
    const [{ key } = { key: "" }] = routes.filter((route) => route.roles === "public");
    expect((await answerTo(key, null)).status).toBe(200);
    await answerTo(key, claimsOf("admin"));
    expect(seen.at(-1)?.caller).toBeNull();
  });

  test("a partner's role without a partner may do nothing", async () => {
    for (const role of roles.filter((one) => one !== "operator")) {
      const claims = Object.fromEntries(Object.entries(claimsOf(role)).filter(([name]) => name !== "partner_id"));
      for (const { key } of guarded) expect((await answerTo(key, claims)).status).toBe(403);
    }
  });

  test("answers an unknown route with 404", async () => {
    expect(await answerTo("GET /v1/unknown", claimsOf("admin"))).toMatchObject({
      status: 404,
      body: { type: "/problems/not-found" },
    });
  });

  test("takes the caller from the token", async () => {
    await answerTo("GET /v1/invitations", claimsOf("auditor"));
    const email = "ada@contoso-partner.example";
    expect(seen.at(-1)?.caller).toEqual({ id: "user-1", email, role: "auditor", partnerId: ids.partner });
    await answerTo("GET /v1/operator/partners/{id}", claimsOf("operator"));
    expect(seen.at(-1)?.caller).toMatchObject({ role: "operator", partnerId: "" });
  });
});

describe("the contract's roles", () => {
  const may = (role: string) => matrix.filter((cell) => cell.role === role && cell.may).map(({ key }) => key);
  const partners = guarded.map(({ key }) => key).filter((key) => !key.includes("/v1/operator"));

  test("admin does everything of a partner", () => {
    expect(may("admin")).toEqual(partners);
  });

  test("auditor reads everything of a partner and writes nothing", () => {
    expect(may("auditor")).toEqual(partners.filter((key) => key.startsWith("GET ")));
  });

  test("sales writes invitations, templates and notes on customers, and reads the rest but support requests", () => {
    // Of ending a relationship only the check of what blocks it, which the command decides.
    const own =
      /\/v1\/(invitations|jobs|templates|relationships\/\{id\}\/(amend|terminate)$)|^PATCH \/v1\/customers\/\{id\}$/;
    const read = (key: string): boolean => key.startsWith("GET ") && !/^GET \/v1\/(users|support-requests)/.test(key);
    expect(may("sales")).toEqual(partners.filter((key) => own.test(key) || read(key)));
  });

  test("helpdesk reads invitations and writes none", () => {
    const invitations = may("helpdesk").filter((key) => key.includes("/v1/invitations"));
    const isFile = (key: string): boolean => key.endsWith("/export");
    expect(invitations).toEqual(partners.filter((key) => key.startsWith("GET /v1/invitations") && !isFile(key)));
  });

  test("operator does what is the operator's, and nothing else", () => {
    const own = (key: string): boolean => key.includes(" /v1/operator/") || key === "GET /v1/me";
    expect(may("operator")).toEqual(guarded.map(({ key }) => key).filter(own));
  });
});
