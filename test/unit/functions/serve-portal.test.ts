import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { describe, expect, test } from "vitest";
import { noSenders } from "../../../shared/customer/rules/senders.ts";
import type { Grant } from "../../../shared/relationship/model.ts";
import { aGrant, ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { administratorOf, session, known, portal, senders, partner, held, csrf } from "./a-portal.ts";

describe("a form of the portal", () => {
  test.each([
    "POST /portal/relationships/{id}/remove",
    "POST /portal/relationships/{id}/renew",
    "POST /portal/relationships/{id}/pause",
    "POST /portal/relationships/{id}/resume",
    "POST /portal/relationships/{id}/end",
    "POST /portal/customers/{id}/senders",
    "POST /portal/customers/{id}/senders/{partnerId}",
    "POST /portal/customers/{id}/administrators",
    "POST /portal/customers/{id}/administrators/{administrator}",
    "POST /portal/customers/{id}/name",
    "POST /portal/sign-in",
    "POST /portal/sign-in/{token}",
    "POST /portal/sign-out",
    "POST /portal/sign-out-everywhere",
  ])("with an unknown field changes nothing: %s", async (routeKey) => {
    const { ask, transactions, puts, removed } = portal([...known, session, partner, ...held()]);
    const answer = await ask(routeKey, {
      ...(!routeKey.includes("sign-in") && { csrf }),
      permission: "helpdesk",
    });
    expect([answer.status, transactions, puts, removed]).toEqual([422, [], [], []]);
  });

  test("with a repeated field or an unknown query parameter changes nothing", async () => {
    const { ask, transactions } = portal([...known, session, partner, ...held()]);
    const twice = new URLSearchParams([...Object.entries({ csrf, mode: "all" }), ["mode", "listed"]]);
    expect((await ask(senders, twice)).status).toBe(422);
    const misspelt = { permissions: "users.admin" };
    expect((await ask("POST /portal/relationships/{id}/remove", { csrf }, { query: misspelt })).status).toBe(422);
    expect(transactions).toEqual([]);
  });
});

test.each(["remove", "end"])(
  "a page that asks before something is taken away shows it by its button: %s",
  async (act) => {
    const { ask } = portal([...known, session, partner, ...held()]);
    expect((await ask(`GET /portal/relationships/{id}/${act}`)).text).toContain(
      '<button type="submit" class="danger">',
    );
  },
);

describe("pausing and resuming", () => {
  const pausing = "/portal/relationships/{id}/pause";
  const resuming = "/portal/relationships/{id}/resume";
  const paused = { suspensions: [{ by: "customer", at: now, reason: null }], status: "suspended" } as const;

  test("asks first, then pauses the relationship or one permission", async () => {
    const { ask, transactions } = portal([...known, session, partner, ...held()]);
    expect((await ask(`GET ${pausing}`)).text).toContain("Pause the relationship with Contoso Partner?");
    const one = { query: { permission: "users.admin" } };
    expect((await ask(`GET ${pausing}`, undefined, one)).text).toContain("Pause “User administrator”");
    const place = `/portal/relationships/${ids.relationship}?lang=en&done=`;
    expect((await ask(`POST ${pausing}`, { csrf })).headers["location"]).toBe(`${place}paused`);
    expect((await ask(`POST ${pausing}`, { csrf }, one)).headers["location"]).toBe(`${place}permission-paused`);
    expect(transactions.map((writes) => JSON.stringify(writes))).toEqual([
      expect.stringContaining('"RelationshipSuspended"'),
      expect.stringContaining('"PermissionsPaused"'),
    ]);
  });

  test("resumes only what the customer paused itself", async () => {
    const own = portal([...known, session, partner, ...held(paused)]);
    expect((await own.ask(`POST ${resuming}`, { csrf })).status).toBe(303);
    expect(JSON.stringify(own.transactions)).toContain('"RelationshipResumed"');
    const theirs = portal([...known, session, partner, ...held({ status: "suspended" })]);
    expect((await theirs.ask(`POST ${resuming}`, { csrf })).status).toBe(303);
    expect(theirs.transactions).toEqual([]);
    expect((await theirs.ask("GET /portal/relationships/{id}")).text).toContain(
      "Fabrikam Cloud has suspended this relationship.",
    );
  });

  test("refuses a permission that was never granted or has been removed, and changes nothing", async () => {
    const gone: Grant = { ...aGrant("users.admin"), status: "removed" };
    const { ask, transactions } = portal([...known, session, partner, ...held({ grants: [gone] })]);
    expect((await ask(`GET ${pausing}`, undefined, { query: { permission: "helpdesk" } })).status).toBe(404);
    expect((await ask(`POST ${pausing}`, { csrf }, { query: { permission: "users.admin" } })).status).toBe(409);
    expect((await ask(`POST ${pausing}`, { csrf }, { query: { permision: "users.admin" } })).status).toBe(422);
    expect(transactions).toEqual([]);
  });
});

describe("renewing permissions", () => {
  const renewal = "/portal/relationships/{id}/renew";
  const inDays = (...days: readonly number[]): Grant[] =>
    days.map((at) => ({ ...aGrant("users.admin"), duration: "P60D", endsAt: later({ days: at }) }));
  const gone: Grant = { ...aGrant("users.admin"), status: "removed" };
  const expired = { ...aGrant("users.admin"), status: "expired", endsAt: later({ days: -1 }) } as const;

  test.each([
    ["is offered when it moves an end", { grants: inDays(30) }, [200, 303], 1],
    ["is offered for expired permissions", { grants: [expired] }, [200, 303], 1],
    ["changes nothing when it was done just before", { grants: inDays(60) }, [409, 303], 0],
    ["is refused when all permissions last longer already", { grants: inDays(180) }, [409, 409], 0],
    ["is refused when all permissions were removed", { grants: [gone] }, [409, 409], 0],
    ["is refused when nothing was granted", { grants: [] }, [409, 409], 0],
    ["is refused for a suspended relationship", { status: "suspended" }, [409, 409], 0],
  ] as const)("%s", async (_, named, statuses, written) => {
    const { ask, transactions } = portal([...known, session, partner, ...held(named)]);
    const asked = await ask(`GET ${renewal}`);
    expect([asked.status, (await ask(`POST ${renewal}`, { csrf })).status]).toEqual(statuses);
    expect(transactions).toHaveLength(written);
    if (asked.status === 409 && !("status" in named)) expect(asked.text).toContain("There is nothing to renew");
  });

  test("is neither offered nor accepted for a frozen partner", async () => {
    const { ask, transactions } = portal([
      ...known,
      session,
      { ...partner, frozen: true },
      ...held({ grants: inDays(30) }),
    ]);
    for (const answer of [await ask(`GET ${renewal}`), await ask(`POST ${renewal}`, { csrf })]) {
      expect(answer.status).toBe(403);
      expect(answer.text).toContain("This partner is on hold");
    }
    expect(transactions).toEqual([]);
    const { text } = await ask("GET /portal/relationships/{id}");
    expect(text).toContain("Fabrikam Cloud is reviewing Contoso Partner");
    expect(text).toMatch(/class="state onHold">On hold</);
    expect(text).not.toContain("/renew");
  });
});

interface CoolOffRow {
  readonly routeKey: string;
  readonly form?: Record<string, string>;
  readonly named?: Record<string, string>;
}

describe("an administrator in its cool-off", () => {
  const until = later({ days: 7 });
  const grants = [{ ...aGrant("users.admin"), duration: "P60D", endsAt: later({ days: 30 }) }] as const;
  const blocked = {
    ...customerKeys.senders(ids.customer),
    ...noSenders(ids.customer),
    version: 1,
    blocked: [ids.partner],
  };
  const items = [
    ...administratorOf({ coolOffUntil: until }, ["bob@contoso.example"]),
    session,
    partner,
    ...held({ grants }),
  ];

  test.each([
    { routeKey: "GET /portal/customers/{id}/name" },
    { routeKey: "GET /portal/customers/{id}/administrators/{administrator}", named: { administrator: "bob" } },
    { routeKey: "GET /portal/relationships/{id}/renew" },
    { routeKey: "GET /portal/relationships/{id}/resume" },
    { routeKey: "POST /portal/relationships/{id}/resume" },
    { routeKey: "GET /portal/relationships/{id}/end" },
    { routeKey: "POST /portal/customers/{id}/name", form: { name: "Mine" } },
    { routeKey: "POST /portal/customers/{id}/administrators", form: { email: "eve@contoso.example" } },
    { routeKey: "POST /portal/customers/{id}/administrators/{administrator}", named: { administrator: "bob" } },
    { routeKey: "POST /portal/customers/{id}/senders", form: { mode: "listed" } },
    { routeKey: "POST /portal/customers/{id}/senders/{partnerId}", form: { status: "listed" } },
    { routeKey: "POST /portal/relationships/{id}/renew" },
    { routeKey: "POST /portal/relationships/{id}/end" },
  ] as readonly CoolOffRow[])(
    "is refused until the end of the cool-off, and nothing is changed: $routeKey",
    async ({ routeKey, form = {}, named = {} }) => {
      const { ask, transactions } = portal(items);
      const isForm = routeKey.startsWith("POST");
      const answer = await ask(routeKey, isForm ? { csrf, ...form } : undefined, { named });
      expect(answer.status).toBe(409);
      expect(answer.text).toContain("New administrators can do this only after a waiting period.");
      expect(answer.text).toContain("29 November 2026 at 10:00");
      expect(transactions).toEqual([]);
    },
  );

  test("can block a partner, remove permissions and leave", async () => {
    const { ask, transactions } = portal(items);
    const partnerPage = "/portal/customers/{id}/senders/{partnerId}";
    expect((await ask(`POST ${partnerPage}`, { csrf, status: "blocked" })).status).toBe(303);
    expect((await ask("POST /portal/relationships/{id}/remove", { csrf })).status).toBe(303);
    const leaving = "/portal/customers/{id}/administrators/{administrator}";
    expect((await ask(`GET ${leaving}`)).text).toContain("Leave Contoso?");
    const left = await ask(`POST ${leaving}`, { csrf });
    expect([left.status, left.headers["location"]]).toEqual([303, "/portal?lang=en&done=left"]);
    expect(transactions).toHaveLength(3);
  });

  test("sees no button or form that would be refused", async () => {
    const { ask } = portal([...items, blocked]);
    const buttons = async (path: string): Promise<string[]> => {
      const { status, text } = await ask(`GET ${path}`);
      expect([status, text.includes("You are a new administrator of Contoso.")], path).toEqual([200, true]);
      const targets = [...text.matchAll(/(?:href|action)="([^"?]*)\?[^"]*"/g)].map(([, target = ""]) => target);
      return targets.filter((target) => /\/(renew|end|name)$|\/administrators\/bob$/.test(target));
    };
    const customerPages = ["", "/senders", "/administrators"].map((page) => `/portal/customers/{id}${page}`);
    for (const path of ["/portal", "/portal/relationships/{id}", ...customerPages])
      expect(await buttons(path), path).toEqual([]);
    const forms = async (path: string) => [...(await ask(`GET ${path}`)).text.matchAll(/<form/g)].length;
    // The only form is the one to sign out.
    for (const path of ["administrators", "senders", "senders/{partnerId}"])
      expect(await forms(`/portal/customers/{id}/${path}`), path).toBe(1);
  });
});

test.each([
  ["POST /portal/sign-in", { email: "nonsense" }],
  ["POST /portal/customers/{id}/name", { csrf, name: "" }],
  ["POST /portal/customers/{id}/administrators", { csrf, email: "nonsense" }],
] as const)("%s lists the errors above the heading of the page", async (route, form) => {
  const { text } = await portal().ask(route, form);
  expect(text).toMatch(/id="errors"[^]*<h1/);
});
