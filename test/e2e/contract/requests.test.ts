import { generateKeyPair, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { eventsIn } from "../../support/audit/table.ts";
import { newAddress } from "../../../infra/local/actors/partner.ts";
import { createInvitation } from "../../support/stack/mailed.ts";
import type { Who } from "../../../infra/local/actors/control.ts";
import { contoso, raiseStack, type Asking } from "../../support/stack/stack.ts";

const stack = raiseStack();

const create = (asking: Asking, who: Who | null = contoso) => stack().ask(who, "POST", "/v1/invitations", asking);
const count = async (): Promise<number> => eventsIn(await stack().scan()).length;

describe("a body", () => {
  it.each([
    ["is no JSON", { body: '{"customer":' }, 400, "malformed-body"],
    ["is of another type", { body: "a=1", headers: { "content-type": "text/csv" } }, 415, "unsupported-media-type"],
    [
      "is larger than 64 KB",
      { body: { customer: { email: "a@b.example" }, notes: "x".repeat(65 * 1024) } },
      413,
      "body-too-large",
    ],
    ["is a list", { body: [] }, 422, "validation"],
    ["is a text", { body: '"text"' }, 422, "validation"],
    ["is missing", {}, 422, "validation"],
  ] as const)("that %s is refused", async (_, asking, status, kind) => {
    const answer = await create(asking);
    expect(answer).toMatchObject({ status, json: { type: `/problems/${kind}` } });
  });

  it("has all its faults told at once, each with its place", async () => {
    const answer = await create({
      body: {
        customer: { email: "nobody", locale: "xx", age: 7 },
        permissions: "all",
        duration: "P731D",
        autoExtend: "yes",
        message: { subject: "Bcc: eve@evil.example\r\n", text: 1 },
        reminders: ["P3D", "soon"],
        tags: [""],
        send: "fax",
        role: "admin",
      },
    });
    expect(answer.status).toBe(422);
    const pointers = (answer.json["errors"] as { readonly pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers.toSorted()).toEqual(
      ["/customer/email", "/customer/locale", "/customer/age", "/permissions", "/duration", "/autoExtend"]
        .concat(["/message/text", "/reminders/1", "/tags/0", "/send", "/role"])
        .toSorted(),
    );
  });

  it.each([
    ["P0D", 422],
    ["P1D", 201],
    ["P90D", 201],
    ["P91D", 422],
    ["30 days", 422],
  ])("(A6) may ask for an answer within %s: %i", async (expiresIn, status) => {
    const answer = await createInvitation(stack(), { expiresIn });
    expect(answer.status).toBe(status);
    if (status === 422) return expect(answer.json["errors"]).toMatchObject([{ pointer: "/expiresIn" }]);
    const { issuedAt, expiresAt } = answer.json as { readonly issuedAt: string; readonly expiresAt: string };
    expect(Date.parse(expiresAt) - Date.parse(issuedAt)).toBe(Number(expiresIn.slice(1, -1)) * 86_400_000);
  });

  it.each([
    ["link-missing", { message: { subject: "Hello", text: "No link" } }],
    ["unknown-permission", { permissions: ["everything"] }],
    ["validation", { permissions: ["directory.admin"], autoExtend: true }],
  ] as const)("is refused as %s", async (kind, body) => {
    expect(await createInvitation(stack(), body)).toMatchObject({ status: 422, json: { type: `/problems/${kind}` } });
  });

  it("without a cloud's required permissions is refused with their names", async () => {
    const answer = await createInvitation(
      stack(),
      { permissions: [] },
      { partner: "northwind-partner", role: "admin" },
    );
    expect(answer.json).toMatchObject({
      type: "/problems/permissions-required",
      required: ["directory.admin", "office365.admin"],
    });
  });
});

describe("a token", () => {
  const get = (token?: string) => stack().ask(null, "GET", "/v1/invitations", token === undefined ? {} : { token });
  const payloadOf = (token: string) =>
    JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as object;

  it("that is missing, expired, tampered with or somebody else's opens nothing", async () => {
    const token = await stack().local.token(contoso);
    expect((await get(token)).status).toBe(200);
    const [header = "", , signature = ""] = token.split(".");
    const raised = Buffer.from(JSON.stringify({ ...payloadOf(token), role: "operator" })).toString("base64url");
    const { privateKey } = await generateKeyPair("RS256");
    const kid = (JSON.parse(Buffer.from(header, "base64url").toString()) as { kid: string }).kid;
    const foreign = await new SignJWT({ ...payloadOf(token) })
      .setProtectedHeader({ alg: "RS256", kid })
      .sign(privateKey);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token.split(".")[1]}.`;
    for (const bad of [undefined, "nonsense", `${header}.${raised}.${signature}`, foreign, unsigned]) {
      expect(await get(bad)).toMatchObject({ status: 401, json: { message: "Unauthorized" } });
    }
    await stack().local.advance("PT2H");
    expect((await get(token)).status).toBe(401);
  });
});

describe("an Idempotency-Key", () => {
  const post = (key: string, body: object, path = "/v1/invitations") =>
    stack().ask(contoso, "POST", path, { body, headers: { "idempotency-key": key } });
  const aBody = () => ({ customer: { email: newAddress() }, send: "email" });

  it("gives the first answer again, and does nothing", async () => {
    const body = aBody();
    const first = await post("again", body);
    await stack().local.idle();
    const events = await count();
    const again = await post("again", { send: body.send, customer: body.customer });
    expect(again).toMatchObject({ status: 201, json: first.json });
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect([first, again].map(({ headers }) => headers.get("idempotency-replayed"))).toEqual([null, "true"]);
    expect(await count()).toBe(events);
  });

  it("is refused for another body, and for what is no key", async () => {
    await post("other", aBody());
    expect((await post("other", aBody())).json).toMatchObject({
      status: 422,
      type: "/problems/idempotency-key-reused",
    });
    expect((await post("ü".repeat(3), aBody())).json).toMatchObject({
      errors: [{ pointer: "/headers/idempotency-key" }],
    });
  });

  it("makes one invitation of a double click", async () => {
    const body = aBody();
    const answers = await Promise.all([post("double", body), post("double", body), post("double", body)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ json }) => json["id"])).size).toBe(1);
  });

  it("repeats a cancellation, which without it is a conflict", async () => {
    const { json } = await createInvitation(stack());
    const path = `/v1/invitations/${String(json["id"])}/cancel`;
    const first = await post("cancel", {}, path);
    expect(await post("cancel", {}, path)).toMatchObject({ status: 200, json: first.json });
    expect((await stack().ask(contoso, "POST", path)).json).toMatchObject({
      status: 409,
      type: "/problems/wrong-state",
    });
  });

  it("registers one partner", async () => {
    const body = { displayName: "Tailspin", kind: "direct-reseller", cloud: "public", admin: { email: newAddress() } };
    const register = () =>
      stack().ask({ role: "operator" }, "POST", "/v1/operator/partners", {
        body,
        headers: { "idempotency-key": "tailspin" },
      });
    const [first, second] = [await register(), await register()];
    expect(second).toMatchObject({ status: 201, json: first.json });
    const id = String(first.json["id"]);
    expect((await stack().ask({ role: "operator" }, "GET", `/v1/operator/partners/${id}`)).json).toEqual(first.json);
  });
});

describe("(A9) a second invitation to one address", () => {
  it("is refused with the first one's id, also when both are sent at once", async () => {
    const customer = { email: newAddress() };
    const answers = await Promise.all([
      createInvitation(stack(), { customer }),
      createInvitation(stack(), { customer }),
    ]);
    const [won, lost] = answers.toSorted((a, b) => a.status - b.status);
    expect(won?.status).toBe(201);
    expect(lost).toMatchObject({
      status: 409,
      json: { type: "/problems/open-invitation-exists", invitationId: won?.json["id"] },
    });
  });
});

describe("a fault of ours", () => {
  it("is a bare 500, and one log line that its correlation id finds", async () => {
    const fault = { service: "dynamodb", operation: "BatchGetItem", error: "ValidationException", times: 100 };
    await stack().control.call("POST", "faults", fault);
    const answer = await stack().ask(contoso, "POST", "/v1/invitations", {
      body: { customer: { email: newAddress() } },
      headers: { "x-correlation-id": "night-call-1" },
    });
    stack().local.parts.faults.clear();
    expect(answer).toMatchObject({ status: 500, json: { type: "/problems/internal" } });
    expect(answer.headers.get("x-correlation-id")).toBe("night-call-1");
    expect(answer.text).not.toMatch(/ValidationException|injected|node_modules/);
    expect(stack().lines.filter((line) => line.includes("night-call-1"))).toHaveLength(1);
  });

  it("has not happened after a conflict of transactions: it is tried again", async () => {
    const conflict = { service: "dynamodb", operation: "TransactWriteItems", error: "TransactionConflict", times: 2 };
    await stack().control.call("POST", "faults", conflict);
    expect((await createInvitation(stack())).status).toBe(201);
    expect(stack().local.parts.faults.take("dynamodb", "TransactWriteItems")).toBeUndefined();
  });
});

it("a path that nobody serves is a problem document, 404", async () => {
  for (const [method, path] of [
    ["GET", "/v1/nothing"],
    ["DELETE", "/v1/nothing"],
    ["GET", "/"],
  ] as const) {
    expect((await stack().ask(null, method, path)).json).toMatchObject({ status: 404, type: "/problems/not-found" });
  }
});
