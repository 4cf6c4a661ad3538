import { beforeAll, describe, expect, it } from "vitest";
import { routes } from "../../../infra/manifests.ts";
import type { Route } from "../../../shared/manifest.ts";
import { roles, type Role } from "../../../shared/names.ts";
import { readContract } from "../../support/contract/contract.ts";
import type { Answer } from "../../../infra/local/actors/answers.ts";
import { withoutInstance } from "../../support/contract/problem-documents.ts";
import { createInvitation } from "../../support/stack/mailed.ts";
import type { Who } from "../../../infra/local/actors/control.ts";
import { contoso, raiseStack } from "../../support/stack/stack.ts";

const stack = raiseStack();

const fabrikam = { partner: "fabrikam-partner", role: "admin" };
const whoIs = (role: Role): Who => (role === "operator" ? { role } : { ...contoso, role });

/** True ids of another partner's. */
const foreign = { invitation: "", customer: "", relationship: "", template: "", user: "", support: "", job: "" };
beforeAll(async () => {
  foreign.invitation = String((await createInvitation(stack(), { send: undefined }, fabrikam)).json["id"]);
  await stack().customer.accept((await stack().partner(fabrikam.partner, fabrikam.role).invite()).link);
  const { items } = (await stack().ask(fabrikam, "GET", "/v1/customers")).json as { items: { id: string }[] };
  foreign.customer = items[0]?.id ?? "";
  const related = (await stack().partner(fabrikam.partner, fabrikam.role).relationships()).json;
  foreign.relationship = (related["items"] as { id: string }[])[0]?.id ?? "";
  const partner = stack().partner(fabrikam.partner, fabrikam.role);
  foreign.support = String((await partner.openSupport(foreign.customer)).json["id"]);
  foreign.job = String((await partner.createJob({ action: "invite" })).json["id"]);
  const template = await stack().ask(fabrikam, "POST", "/v1/templates", { body: { name: "Spring" } });
  foreign.template = String(template.json["id"]);
  const users = (await stack().ask(fabrikam, "GET", "/v1/users")).json as { items: { id: string }[] };
  foreign.user = users.items[0]?.id ?? "";
});

const { operations } = await readContract();
/** A body that is right where a route takes one, so that nothing but the id can be wrong. */
const bodyOf = (method: string, path: string): unknown =>
  operations.find((operation) => operation.method === method && operation.path === path)?.body?.examples[0];
/** What an id of each resource looks like, and whose it is there; nobody but the operator sees partners. */
const resources = {
  invitations: { unknown: "inv_01JD00000000000000000000ZZ", others: () => [foreign.invitation] },
  "support-requests": { unknown: "sup_01JD00000000000000000000ZZ", others: () => [foreign.support] },
  jobs: { unknown: "job_01JD00000000000000000000ZZ", others: () => [foreign.job] },
  customers: { unknown: "cus_01JD00000000000000000000ZZ", others: () => [foreign.customer] },
  relationships: { unknown: "rel_01JD00000000000000000000ZZ", others: () => [foreign.relationship] },
  templates: { unknown: "tpl_01JD00000000000000000000ZZ", others: () => [foreign.template] },
  users: { unknown: "2f1c0000-0000-4000-8000-0000000000ff", others: () => [foreign.user] },
  portals: { unknown: "no-such-portal", others: () => [] },
  exports: { unknown: "job_01JD00000000000000000000ZZ", others: () => [] },
  erasures: { unknown: "job_01JD00000000000000000000ZZ", others: () => [] },
  partners: { unknown: "ptn_01JD00000000000000000000ZZ", others: () => [] },
} as const;
// What the portal shows belongs to a session and not to a token; it is tried by `portal.test.ts`.
const byId: readonly Route[] = routes.filter(({ key, roles: allowed }) => key.includes("{id}") && allowed !== "public");

describe.each(byId)("$key", ({ key, roles: allowed }) => {
  const [method = "", path = ""] = key.split(" ");
  const name = Object.keys(resources).find((resource) => path.includes(`/${resource}/{id}`)) as keyof typeof resources;
  const { unknown, others: foreignIds } = resources[name];
  // All customers are the operator's to see.
  const others = path.startsWith("/v1/operator/") ? () => [] : foreignIds;
  const ask = (id: string, who: Who | null): Promise<Answer> => {
    const body = bodyOf(method, path);
    const asking = { headers: { "if-match": "*" }, ...(body !== undefined && { body }) };
    return stack().ask(who, method, path.replace("{id}", encodeURIComponent(id)), asking);
  };

  it.each(roles)(
    "gives %s the same answer for another partner's id, an unknown id and a malformed id",
    async (role) => {
      const who = whoIs(role);
      const known = others();
      expect(known).not.toContain("");
      const expected = withoutInstance(await ask(unknown, who));
      expect(expected).toMatchObject(
        allowed.includes(role) ? { status: 404, type: "/problems/not-found" } : { status: 403, roles: allowed },
      );
      // The first role that may ask tries these too; other roles are refused before any id is read.
      const misspelt = [unknown.slice(0, -1), unknown.toLowerCase(), "../x", "\u00e9"];
      for (const id of role === allowed[0] ? [...known, ...misspelt] : known) {
        expect(withoutInstance(await ask(id, who)), id).toEqual(expected);
      }
    },
  );

  it("is refused without a token", async () => expect((await ask(unknown, null)).status).toBe(401));
});

it("requests for another partner's invitation leave it unchanged", async () => {
  const { json } = await stack().ask(fabrikam, "GET", `/v1/invitations/${foreign.invitation}`);
  expect(json).toMatchObject({ status: "draft", version: 1 });
});

it("a link that a scanner or a browser only opens changes nothing", async () => {
  const { link } = await stack().partner().invite();
  const before = await stack().scan();
  const look = (method: string, headers = {}) => stack().ask(null, method, link, { headers });
  const page = await look("GET", { "sec-purpose": "prefetch" });
  const head = await look("HEAD");
  for (let time = 0; time < 3; time++) await Promise.all([look("GET"), look("HEAD"), look("GET", { cookie: "a=b" })]);
  expect([page.status, head.status, head.text]).toEqual([200, 200, ""]);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  expect(page.headers.get("cache-control")).toBe("no-store");
  expect(await stack().scan()).toEqual(before);
});
