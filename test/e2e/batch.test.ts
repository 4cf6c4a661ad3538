import { describe, expect, it } from "vitest";
import type { RowResult } from "../../shared/invitation/batch-answers.ts";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { createInvitation } from "../support/stack/mailed.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

const post = (items: readonly object[], more: object = {}, headers = {}) =>
  stack().ask(contoso, "POST", "/v1/invitations/batch", { body: { items, ...more }, headers });
const resultsOf = ({ json }: { json: Readonly<Record<string, unknown>> }) => json["results"] as readonly RowResult[];

describe("(A12) a batch", () => {
  it("of many rows is carried out, and found again under its key", async () => {
    const rows = Array.from({ length: 20 }, () => ({
      customer: { email: newAddress() },
      ...{ send: "self", tags: ["many"] },
    }));
    let first = await post(rows, {}, { "idempotency-key": "many-1" });
    // Rows for which a slow machine left no time are to be sent again under the key.
    for (let left = 5; left > 0 && resultsOf(first).some(({ status }) => status === 503); left--) {
      first = await post(rows, {}, { "idempotency-key": "many-1" });
    }
    expect(resultsOf(first).map(({ status }) => status)).toEqual(rows.map(() => 201));
    const again = await post(rows, {}, { "idempotency-key": "many-1" });
    expect(resultsOf(again)).toEqual(resultsOf(first));
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const { json } = await stack().ask(contoso, "GET", "/v1/invitations?tag=many&status=pending&limit=100");
    const found = (json["items"] as { id: string }[]).map(({ id }) => id);
    const made = resultsOf(first).map(({ id }) => String(id));
    expect(found.toSorted()).toEqual(made.toSorted());
  }, 60_000);

  it("may have a body of a megabyte, which one invitation may not, and no more", async () => {
    const notes = "x".repeat(9_900);
    const rows = Array.from({ length: 100 }, () => ({ customer: { email: newAddress() }, notes }));
    const rehearsed = await post(rows, { dryRun: true });
    expect(resultsOf(rehearsed).map(({ status }) => status)).toEqual(rows.map(() => 201));
    const large = await post([{ customer: { email: newAddress() }, notes: "x".repeat(1024 * 1024) }]);
    expect(large).toMatchObject({ status: 413, json: { type: "/problems/body-too-large" } });
    const single = await createInvitation(stack(), { notes: "x".repeat(70_000) });
    expect(single.status).toBe(413);
  });
});

describe("(A11) a list", () => {
  it("takes address, tag and status, and refuses what is none", async () => {
    const email = newAddress();
    const { json } = await createInvitation(stack(), {
      customer: { email: email.toUpperCase() },
      tags: ["Grüße & more"],
    });
    const list = (query: Record<string, string>) =>
      stack().ask(contoso, "GET", `/v1/invitations?${new URLSearchParams(query).toString()}`);
    const tag = "Grüße & more";
    const questions: Record<string, string>[] = [{ email }, { tag }, { email, tag, status: "pending" }];
    for (const query of questions) {
      expect((await list(query)).json).toMatchObject({ items: [{ id: json["id"] }], next: null });
    }
    expect((await list({ email, status: "draft" })).json).toEqual({ items: [], next: null });
    const none: Record<string, string>[] = [{ email: "nobody" }, { tag: "" }, { status: "open" }, { colour: "red" }];
    for (const query of none) {
      expect((await list(query)).status).toBe(422);
    }
  });

  it("takes type, creator and span of time, `me` for the caller", async () => {
    const email = newAddress();
    const { json } = await createInvitation(stack(), { customer: { email }, relationship: "advisor" });
    const { id: creator } = json["createdBy"] as { readonly id: string };
    const found = async (query: Record<string, string>): Promise<unknown[]> => {
      const answer = await stack().ask(contoso, "GET", `/v1/invitations?${new URLSearchParams(query).toString()}`);
      return (answer.json["items"] as { readonly id: string }[]).map(({ id }) => id);
    };
    const createdAt = String(json["createdAt"]);
    const justLater = new Date(Date.parse(createdAt) + 1).toISOString();
    const fitting: Record<string, string>[] = [
      { relationship: "advisor", createdBy: "me", from: createdAt, to: justLater },
      { createdBy: creator, from: createdAt, to: justLater },
    ];
    for (const query of fitting) expect(await found(query)).toContain(json["id"]);
    const others: Record<string, string>[] = [
      { relationship: "reseller", from: createdAt },
      { createdBy: "somebody-else" },
      { createdBy: "me", to: createdAt },
      { relationship: "advisor", from: justLater },
    ];
    for (const query of others) expect(await found(query)).not.toContain(json["id"]);
  });
});

describe("(A14) the quota of one address", () => {
  it("is refused with 429 and when to come again", async () => {
    const email = newAddress();
    const { json } = await createInvitation(stack(), { customer: { email } });
    const resend = () => stack().ask(contoso, "POST", `/v1/invitations/${String(json["id"])}/resend`, { body: {} });
    for (let left = 3; left >= 0; left--) {
      const { status, headers } = await resend();
      expect(status).toBe(200);
      expect(headers.get("ratelimit-policy")).toMatch(/^"address";q=5;w=86400, "day";q=\d+;w=86400$/);
      expect(headers.get("ratelimit")).toMatch(new RegExp(`^"address";r=${left};t=\\d+, "day";r=\\d+;t=\\d+$`));
    }
    const refused = await resend();
    expect(refused.headers.get("ratelimit-policy")).toBe('"address";q=5;w=86400');
    expect(refused.headers.get("ratelimit")).toBe(`"address";r=0;t=${refused.headers.get("retry-after")}`);
    expect(refused).toMatchObject({ status: 429, json: { type: "/problems/quota", quota: "address" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await createInvitation(stack())).status).toBe(201);
  });
});
