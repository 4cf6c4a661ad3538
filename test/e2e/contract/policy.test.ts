import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createInvitation } from "../../support/stack/mailed.ts";
import { raiseStack } from "../../support/stack/stack.ts";

const stack = raiseStack();
const control = (method: string, path: string, body?: object) =>
  stack().control.request(method, `/_local/${path}`, { body });
const partnerOf = { public: "contoso-partner", germany: "fabrikam-partner" };

/** Sends an invitation as a partner of that cloud, and opens its link. */
async function sentIn(cloud: keyof typeof partnerOf) {
  const { json } = await createInvitation(stack(), { send: "self" }, { partner: partnerOf[cloud], role: "sales" });
  const { link } = json["draft"] as { readonly link: string };
  const page = await stack().ask(null, "GET", new URL(link).pathname);
  return { portal: json["portal"], page: page.text };
}

describe("under the preset partner-center-2018", () => {
  beforeAll(async () => {
    const { status, json } = await control("POST", "policy", { preset: "partner-center-2018" });
    expect([status, json]).toEqual([200, { preset: "partner-center-2018" }]);
  });
  afterAll(() => control("POST", "reset"));

  it("a resent invitation uses the portal that is set when it is resent", async () => {
    await control("POST", "clock", { set: "2018-10-31T12:00:00.000Z" });
    const who = { partner: "contoso-partner", role: "sales" };
    const { json } = await createInvitation(stack(), {}, who);
    expect(json).toMatchObject({ portal: "office-admin-portal" });
    await control("POST", "clock", { set: "2018-11-02T00:00:00.000Z" });
    const again = await stack().ask(who, "POST", `/v1/invitations/${String(json["id"])}/resend`, { body: {} });
    expect(again.json).toMatchObject({ status: "pending", portal: "microsoft-store-for-business" });
  });
});

describe("where only one cloud is offered", () => {
  const operator = { role: "operator" } as const;
  const partners = "/v1/operator/partners";
  beforeAll(() => control("POST", "policy", { preset: "default", clouds: ["public"] }));
  afterAll(() => control("POST", "reset"));

  it("a partner cannot be registered in or moved to another cloud", async () => {
    const admin = { email: "ada@wingtip.example" };
    const body = { displayName: "Wingtip", kind: "direct-reseller", cloud: "germany", admin };
    const refused = { status: 422, json: { errors: [{ pointer: "/cloud", code: "unknown-value" }] } };
    expect(await stack().ask(operator, "POST", partners, { body })).toMatchObject(refused);
    const registered = await stack().ask(operator, "POST", partners, { body: { ...body, cloud: "public" } });
    expect(registered.status).toBe(201);
    const headers = { "if-match": registered.headers.get("etag") ?? "" };
    const path = `${partners}/${String(registered.json["id"])}`;
    expect(await stack().ask(operator, "PATCH", path, { body: { cloud: "germany" }, headers })).toMatchObject(refused);
  });

  it("a partner that is already in another cloud can still send", async () => {
    expect(await sentIn("germany")).toMatchObject({ portal: "rapport" });
    const { json } = await stack().ask({ partner: "fabrikam-partner", role: "admin" }, "GET", "/v1/partner");
    expect(json).toMatchObject({ cloud: "germany" });
  });
});

describe("the local stack's policy", () => {
  it("is the template's policy until another is set, and again after a reset", async () => {
    expect((await control("GET", "policy")).json).toMatchObject({ preset: "default", proofOfMailbox: "hand-sent" });
    await control("POST", "policy", { preset: "partner-center-2018", proofOfMailbox: "always" });
    expect((await control("GET", "policy")).json).toEqual({
      preset: "partner-center-2018",
      proofOfMailbox: "always",
    });
    await control("POST", "reset");
    expect((await control("GET", "policy")).json).toMatchObject({ preset: "default", proofOfMailbox: "hand-sent" });
    expect(await sentIn("public")).toMatchObject({ portal: "rapport" });
  });

  it.each([
    [{ preset: "partner-center-2019" }, 422, "preset "],
    [
      { preset: "default", externalPortals: { nowhere: "https://a.example" } },
      422,
      "externalPortals.nowhere must be a portal of the preset default",
    ],
    [{ presets: "default" }, 400, "presets"],
  ])("is not changed by the invalid request %j", async (body, status, message) => {
    const answer = await control("POST", "policy", body);
    expect(answer.status).toBe(status);
    expect(answer.json["message"]).toContain(message);
    expect((await control("GET", "policy")).json).toMatchObject({ preset: "default", proofOfMailbox: "hand-sent" });
  });
});
