import { beforeAll, describe, expect, it } from "vitest";
import { signLink, type LinkNumbers } from "../../../shared/crypto/links.ts";
import { routes } from "../../../infra/manifests.ts";
import type { Route } from "../../../shared/manifest.ts";
import { roles, type Role } from "../../../shared/names.ts";
import type { Key } from "../../../shared/table/keys.ts";
import { invitationKeys } from "../../../shared/invitation/items/keys.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { readContract } from "../../support/contract/contract.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import type { Answer } from "../../../infra/local/actors/answers.ts";
import { withoutInstance } from "../../support/contract/problem-documents.ts";
import { createInvitation, filledIn, yes } from "../../support/stack/mailed.ts";
import type { Who } from "../../../infra/local/actors/control.ts";
import { contoso, raiseStack } from "../../support/stack/stack.ts";

const stack = raiseStack();

const fabrikam = { partner: "fabrikam-partner", role: "admin" };
const whoIs = (role: Role): Who => (role === "operator" ? { role } : { ...contoso, role });

/** True ids of another partner's. */
const foreign = { invitation: "", customer: "", template: "", user: "" };
beforeAll(async () => {
  foreign.invitation = String((await createInvitation(stack(), { send: undefined }, fabrikam)).json["id"]);
  await stack().customer.accept((await stack().partner(fabrikam.partner, fabrikam.role).invite()).link);
  const { items } = (await stack().ask(fabrikam, "GET", "/v1/customers")).json as { items: { id: string }[] };
  foreign.customer = items[0]?.id ?? "";
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
  customers: { unknown: "cus_01JD00000000000000000000ZZ", others: () => [foreign.customer] },
  templates: { unknown: "tpl_01JD00000000000000000000ZZ", others: () => [foreign.template] },
  users: { unknown: "2f1c0000-0000-4000-8000-0000000000ff", others: () => [foreign.user] },
  portals: { unknown: "no-such-portal", others: () => [] },
  partners: { unknown: "ptn_01JD00000000000000000000ZZ", others: () => [] },
} as const;
// What the portal shows belongs to a session and not to a token; it is tried by `portal.test.ts`.
const byId: readonly Route[] = routes.filter(({ key, roles: allowed }) => key.includes("{id}") && allowed !== "public");

describe.each(byId)("$key", ({ key, roles: allowed }) => {
  const [method = "", path = ""] = key.split(" ");
  const name = Object.keys(resources).find((resource) => path.includes(`/${resource}/`)) as keyof typeof resources;
  const { unknown, others: foreignIds } = resources[name];
  // All customers are the operator's to see.
  const others = path.startsWith("/v1/operator/") ? () => [] : foreignIds;
  const ask = (id: string, who: Who | null): Promise<Answer> => {
    const body = bodyOf(method, path);
    const asking = { headers: { "if-match": "*" }, ...(body !== undefined && { body }) };
    return stack().ask(who, method, path.replace("{id}", encodeURIComponent(id)), asking);
  };

  it.each(roles)("answers %s the same for a foreign, unknown or malformed id", async (role) => {
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
  });

  it("is refused without a token", async () => expect((await ask(unknown, null)).status).toBe(401));
});

it("requests for another partner's invitation leave it unchanged", async () => {
  const { json } = await stack().ask(fabrikam, "GET", `/v1/invitations/${foreign.invitation}`);
  expect(json).toMatchObject({ status: "draft", version: 1 });
});

describe("a link", () => {
  // A GET of a form's address leads to the link's page, whatever the link.
  const reading = routes.filter((route) => route.function === "serve-offer");
  const ways = reading.flatMap(({ key }) => {
    const [, method = "", act] = /^(\w+) \/i\/{link}(.*)$/.exec(key) ?? [];
    if (act === undefined) return [];
    return (method === "GET" ? ["GET", "HEAD"] : [method]).map((one) => [one, act] as const);
  });
  const numbersOf = (link: string): LinkNumbers => {
    const [invitationId = "", version, epoch] = link.replace(/^.*\/i\//, "").split(".");
    return { invitationId, version: Number(version), epoch: Number(epoch) };
  };
  const pathOf = (numbers: LinkNumbers): string => `/i/${signLink(numbers, stack().masterKey)}`;
  const itemAt = async ({ PK, SK }: Key) =>
    (await stack().scan()).find((item) => item["PK"] === PK && item["SK"] === SK) ?? {};
  const state = (id: string) => itemAt(invitationKeys.state(id));
  /** A link that was genuine until its partner took all links back. */
  const revokedLink = async (): Promise<string> => {
    const { id, link } = await stack().partner("northwind-partner").invite();
    const profile = await itemAt(partnerKeys.profile(String((await state(id))["partnerId"])));
    await stack().put({ ...profile, linkEpoch: Number(profile["linkEpoch"]) + 1 });
    return link;
  };
  /** Everything of an answer by which one unknown link could be told from another. */
  const essence = ({ status, headers, text }: Answer): object => ({
    status,
    text,
    headers: [...headers].filter(([name]) => !["date", "apigw-requestid", "x-correlation-id"].includes(name)),
  });

  // Nothing that is tried changes anything, so that all may be tried on the same ones.
  let genuine: string;
  let older: string;
  let unknown: string[];
  let before: unknown;
  beforeAll(async () => {
    genuine = (await stack().partner().invite()).link;
    const replaced = await stack().partner().invite();
    older = replaced.link;
    const item = await state(replaced.id);
    await stack().put({ ...item, issue: { ...(item["issue"] as object), linkVersion: 2 } });
    const numbers = numbersOf(genuine);
    unknown = [
      await revokedLink(),
      "/i/nonsense",
      "/i/....",
      `/i/${"x".repeat(5000)}`,
      genuine.slice(0, -1),
      genuine.slice(0, -1) + (genuine.endsWith("A") ? "E" : "A"),
      `${genuine}.x`,
      genuine.toLowerCase(),
      genuine.replace(numbers.invitationId, resources.invitations.unknown),
      `/i/${signLink(numbers, aMasterKey())}`,
      pathOf({ ...numbers, invitationId: resources.invitations.unknown }),
      pathOf({ ...numbers, version: numbers.version + 1 }),
      pathOf({ ...numbers, epoch: numbers.epoch + 1 }),
    ];
    before = await stack().scan();
  });

  it.each(ways)("unknown for any reason gets one identical answer to %s %s", async (method, act) => {
    const body = method === "POST" ? await filledIn(stack(), genuine, yes) : undefined;
    const [first, ...others] = await Promise.all(
      unknown.map((path) => stack().ask(null, method, path + act, { body })),
    );
    expect(first?.status).toBe(404);
    for (const [at, other] of others.entries()) expect(essence(other), unknown[at + 1]).toEqual(essence(first!));
  });

  it.each(ways)("of an older mail is answered with 410 to %s %s", async (method, act) => {
    const body = method === "POST" ? await filledIn(stack(), genuine, yes) : undefined;
    const answer = await stack().ask(null, method, older + act, { body });
    expect(answer.status).toBe(410);
    expect(answer.text.includes("A newer mail replaced this one")).toBe(method !== "HEAD");
  });

  it("unknown or of an older mail changes nothing, and the newer link works", async () => {
    expect(await stack().scan()).toEqual(before);
    expect((await stack().ask(null, "GET", pathOf({ ...numbersOf(older), version: 2 }))).status).toBe(200);
  });

  it("(C19) that is only opened, by a scanner or a browser, changes nothing", async () => {
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
});
