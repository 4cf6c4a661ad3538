import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../infra/local/actors/answers.ts";
import { createInvitation } from "../support/stack/mailed.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();
const operator = { role: "operator" } as const;
const policy = { preset: "default", externalPortals: { rapport: "https://portal.example/accept" } };
let arrivals = 0;
let portal: Webhook;
let messages = 0;

beforeAll(async () => {
  await stack().control.call("POST", "policy", policy);
  const { json } = await stack().ask(operator, "GET", "/v1/operator/portals/rapport/secret");
  portal = new Webhook(String(json["current"]));
});
afterAll(() => stack().control.call("POST", "policy", { preset: "default" }));

const tokenOf = (link: string): string => decodeURIComponent(link.replace(/^.*\/i\//, ""));
const signed = (body: string, signer: Webhook, id = `msg_${++messages}`): Record<string, string> => {
  const at = new Date(stack().local.parts.clock.now());
  const signature = signer.sign(id, at, body);
  return { "webhook-id": id, "webhook-timestamp": String(Math.floor(+at / 1000)), "webhook-signature": signature };
};
const read = (token: string, signer = portal): Promise<Answer> =>
  stack().ask(null, "GET", `/v1/callbacks/offer?link=${encodeURIComponent(token)}`, {
    headers: signed(token, signer),
  });
const report = (said: object, { signer = portal, id }: { signer?: Webhook; id?: string } = {}): Promise<Answer> => {
  const body = JSON.stringify(said);
  return stack().ask(null, "POST", "/v1/callbacks/acceptance", { body, headers: signed(body, signer, id) });
};
const readings = async (id: string) => (await stack().ask(contoso, "GET", `/v1/invitations/${id}`)).json;
const eventsOf = async (id: string) => {
  const { json } = await stack().ask(contoso, "GET", `/v1/invitations/${id}/history`);
  return (json["items"] as { type: string; metadata: { aggregate: string; actor: object } }[]).filter(
    ({ metadata }) => metadata.aggregate === id,
  );
};

/** An invitation that came to the portal: its offer as the portal read it, and a whole yes to it. */
async function arrived(body: object = {}) {
  const { json } = await createInvitation(stack(), { permissions: [], send: "self", ...body });
  const id = String(json["id"]);
  const link = new URL((json["draft"] as { readonly link: string }).link).pathname;
  const leading = await stack().ask(null, "GET", link);
  const location = new URL(leading.headers.get("location") ?? "");
  const token = location.searchParams.get("link") ?? "";
  const { json: offer } = await read(token);
  const { version, hash } = offer["agreement"] as Record<string, unknown>;
  const said = { link: token, offer: offer["offer"], decision: "accept", granted: [] };
  // Each speaks for nobody before: an address that does would have to be asked for whom it accepts.
  const by = { name: "Ada Lovelace", email: `ada-${++arrivals}@portal.example`, title: "Head of IT" };
  const accept = { ...said, by, agreement: { version, hash } };
  return { id, by, link, token, leading, location, offer, accept };
}

describe("(D30) an external portal", () => {
  it("receives the customer's token, reads the offer, and reports the acceptance", async () => {
    const { id, by, link, token, leading, location, offer, accept } = await arrived({ permissions: ["users.admin"] });
    expect([leading.status, location.origin, location.pathname]).toEqual([303, "https://portal.example", "/accept"]);
    expect(token).toBe(tokenOf(link));
    expect(offer).toMatchObject({ id, status: "pending", permissions: [{ id: "users.admin", risk: "medium" }] });

    const answer = await report({ ...accept, granted: ["users.admin"], duration: "P30D" });
    expect(answer.status).toBe(200);
    const decision = { outcome: "accepted", partial: true, granted: ["users.admin"], duration: "P30D", by };
    expect(answer.json).toMatchObject({ id, status: "accepted", decision: { ...decision, via: "callback" } });
    expect(await readings(id)).toMatchObject({ status: "accepted", viewedAt: null, decision });
    const [last] = (await eventsOf(id)).slice(-1);
    expect(last).toMatchObject({
      type: "InvitationAccepted",
      metadata: { actor: { kind: "callback", id: "rapport" } },
    });
    const page = await stack().ask(null, "GET", link);
    expect([page.status, page.text.includes("<form")]).toEqual([200, false]);
    expect((await read(token)).json).toMatchObject({ status: "accepted" });
  });
});

describe("(D30) the operator", () => {
  it("sees all portals, and a secret only of external ones", async () => {
    const { json } = await stack().ask(operator, "GET", "/v1/operator/portals");
    const url = policy.externalPortals.rapport;
    expect(json).toEqual({ items: [{ id: "rapport", name: "Rapport", kind: "external", url }], next: null });
    expect(JSON.stringify(json)).not.toContain("whsec_");
    const secret = await stack().ask(operator, "GET", "/v1/operator/portals/rapport/secret");
    expect(secret.headers.get("cache-control")).toBe("no-store");
    expect(secret.json).toEqual({
      ...{ id: "rapport", current: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) as string, previous: [] },
    });
    const unknown = await stack().ask(operator, "GET", "/v1/operator/portals/office-admin-portal/secret");
    expect(unknown.status).toBe(404);
    expect((await stack().ask(contoso, "GET", "/v1/operator/portals/rapport/secret")).status).toBe(403);
  });

  it("reads a portal's secret, which no table, event, log or mail contains", async () => {
    const { json } = await stack().ask(operator, "GET", "/v1/operator/portals/rapport/secret");
    const secret = String(json["current"]).replace("whsec_", "");
    const { local, lines, scan } = stack();
    const seen = JSON.stringify({ items: await scan(), events: local.events, lines, mails: local.mails });
    expect(seen).toContain("InvitationAccepted");
    expect(seen).not.toContain(secret);
  });
});
