import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, type Answer } from "../support/stack/http.ts";
import { answerOffer, invite, mailedInvitation, yes } from "../support/stack/mailed.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();
const operator = { role: "operator" } as const;
const policy = { preset: "default", externalPortals: { rapport: "https://portal.example/accept" } };
let arrivals = 0;
let portal: Webhook;
let messages = 0;

beforeAll(async () => {
  await stack().control("policy", policy);
  const { json } = await stack().ask(operator, "GET", "/v1/operator/portals/rapport/secret");
  portal = new Webhook(String(json["current"]));
});
afterAll(() => stack().control("policy", { preset: "default" }));

const tokenOf = (link: string): string => decodeURIComponent(link.replace("/i/", ""));
const signed = (body: string, signer: Webhook, id = `msg_${++messages}`): Record<string, string> => {
  const at = new Date(stack().local.parts.clock.now());
  const signature = signer.sign(id, at, body);
  return { "webhook-id": id, "webhook-timestamp": String(Math.floor(+at / 1000)), "webhook-signature": signature };
};
const read = (token: string, signer = portal): Promise<Answer> =>
  call(`${stack().local.url}/v1/callbacks/offer?link=${encodeURIComponent(token)}`, "GET", {
    headers: signed(token, signer),
  });
const report = (said: object, { signer = portal, id }: { signer?: Webhook; id?: string } = {}): Promise<Answer> => {
  const body = JSON.stringify(said);
  return call(`${stack().local.url}/v1/callbacks/acceptance`, "POST", { body, headers: signed(body, signer, id) });
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
  const { json } = await invite(stack(), { permissions: [], send: "self", ...body });
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
  it("gets the customer with the token, reads what to show, and reports a yes", async () => {
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

  it("reports a no with its reason", async () => {
    const { id, token, offer } = await arrived();
    const no = { link: token, offer: offer["offer"], decision: "decline", reason: "Another partner" };
    expect((await report(no)).json).toMatchObject({ status: "declined", decision: { reason: "Another partner" } });
    expect((await eventsOf(id)).at(-1)?.type).toBe("InvitationDeclined");
  });

  it("is not asked for a code, for it knows who came", async () => {
    const { offer, accept } = await arrived();
    expect(offer).not.toHaveProperty("codeRequired");
    expect((await report(accept)).status).toBe(200);
  });

  it("gets the first answer again, whatever it repeats, and nothing happens twice", async () => {
    const { id, accept } = await arrived();
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => report(accept, { id: "msg_same" })),
      ...Array.from({ length: 4 }, () => report(accept)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    await stack().local.advance("P2D");
    const [first] = answers;
    expect((await report(accept, { id: "msg_same" })).text).toBe(first?.text);
    const types = (await eventsOf(id)).map(({ type }) => type);
    expect(types).toEqual(["InvitationCreated", "InvitationIssued", "InvitationAccepted"]);
  });

  it("must say for which customer a person accepts who speaks for several, and is told which", async () => {
    const { accept, by } = await arrived();
    expect((await report(accept)).status).toBe(200);
    for (const organization of ["Second", "Third"]) {
      const more = { ...(await arrived({ relationship: "advisor" })).accept, by, customerId: "new", organization };
      expect((await report(more)).status).toBe(200);
    }
    const asked = (await arrived({ relationship: "advisor", permissions: ["helpdesk"] })).accept;
    const needed = await report({ ...asked, by, granted: ["helpdesk"] });
    expect(needed).toMatchObject({ status: 422, json: { type: "/problems/customer-needed" } });
    const customers = needed.json["customers"] as { readonly id: string; readonly name: string }[];
    expect(customers.map(({ name }) => name).slice(1)).toEqual(["Second", "Third"]);
    const said = await report({ ...asked, by, granted: ["helpdesk"], customerId: customers[1]?.id });
    expect(said).toMatchObject({ status: 200, json: { status: "accepted" } });
  });

  it("may not say something else under a message's id", async () => {
    const { accept, by } = await arrived();
    expect((await report(accept, { id: "msg_twice" })).status).toBe(200);
    const other = await report({ ...accept, by: { ...by, name: "Eve" } }, { id: "msg_twice" });
    expect(other).toMatchObject({ status: 422, json: { type: "/problems/idempotency-key-reused" } });
  });

  it("whose signature is not right learns nothing and changes nothing", async () => {
    const { id, token, accept } = await arrived();
    const before = await readings(id);
    const stranger = new Webhook(`whsec_${Buffer.alloc(32, 7).toString("base64")}`);
    const answers = [
      await report(accept, { signer: stranger }),
      await read(token, stranger),
      await report({ ...accept, link: "inv_01JD0000000000000000000001.1.1.1.vTq0" }, { signer: portal }),
      await call(`${stack().local.url}/v1/callbacks/acceptance`, "POST", { body: accept }),
    ];
    for (const { status, json } of answers)
      expect([status, json["type"], json["title"]]).toEqual([
        401,
        "/problems/bad-signature",
        "The signature is not right",
      ]);
    expect(await readings(id)).toEqual(before);
    const body = JSON.stringify(accept);
    const headers = signed(body, portal);
    await stack().local.advance("PT6M");
    const late = await call(`${stack().local.url}/v1/callbacks/acceptance`, "POST", { body, headers });
    expect(late.status).toBe(401);
    expect(await readings(id)).toEqual(before);
  });

  it("decides alone: what is posted to Rapport's page of an open invitation leads back to the portal", async () => {
    const { id, link, offer, accept } = await arrived();
    const form = new URLSearchParams({ ...yes, offer: String(offer["offer"]) });
    const [posted, reported] = await Promise.all([
      stack().ask(null, "POST", `${link}/decision`, { body: form }),
      report({ ...accept, decision: "decline" }),
    ]);
    expect([posted.status, posted.headers.get("location"), reported.status]).toEqual([303, link, 200]);
    expect(await readings(id)).toMatchObject({ status: "declined", decision: { via: "callback" } });
  });

  it("has one winner against a partner who takes the invitation back", async () => {
    const { id, accept } = await arrived();
    const [reported, cancelled] = await Promise.all([
      report(accept),
      stack().ask(contoso, "POST", `/v1/invitations/${id}/cancel`),
    ]);
    expect([reported.status, cancelled.status].toSorted()).toEqual([200, 409]);
    const { status } = await readings(id);
    expect(status).toBe(reported.status === 200 ? "accepted" : "cancelled");
  });

  it("is told when a newer mail has replaced the link", async () => {
    const { id, token, accept } = await arrived();
    await stack().ask(contoso, "POST", `/v1/invitations/${id}/resend`, { body: { rotate: true } });
    expect(await read(token)).toMatchObject({ status: 410, json: { type: "/problems/link-replaced" } });
    expect((await report(accept)).status).toBe(410);
  });
});

describe("(D30) the operator", () => {
  it("sees the portals, and the secrets of the external ones alone", async () => {
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

  it("is the only one who is told a secret", async () => {
    const { json } = await stack().ask(operator, "GET", "/v1/operator/portals/rapport/secret");
    const secret = String(json["current"]).replace("whsec_", "");
    const { local, lines, scan } = stack();
    const seen = JSON.stringify({ items: await scan(), events: local.events, lines, mails: local.mails });
    expect(seen).toContain("InvitationAccepted");
    expect(seen).not.toContain(secret);
  });

  it("(C23) may ask every customer to prove the mailbox", async () => {
    await stack().control("policy", { preset: "default", proofOfMailbox: "always" });
    const { link } = await mailedInvitation(stack(), { permissions: [] });
    const refused = await answerOffer(stack(), link, yes);
    expect([refused.status, refused.text.includes("The code from the mail is needed.")]).toEqual([422, true]);
    const unplugged = await stack().ask(operator, "GET", "/v1/operator/portals/rapport/secret");
    expect(unplugged.status).toBe(404);
    await stack().control("policy", policy);
  });
});
