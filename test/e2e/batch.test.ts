import { describe, expect, it } from "vitest";
import type { RowResult } from "../../shared/invitation/batch-answers.ts";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { createInvitation } from "../support/stack/mailed.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

const post = (items: readonly object[], more: object = {}, headers = {}) =>
  stack().ask(contoso, "POST", "/v1/invitations/batch", { body: { items, ...more }, headers });
const resultsOf = ({ json }: { json: Readonly<Record<string, unknown>> }) => json["results"] as readonly RowResult[];

describe("a batch", () => {
  it("may have a body of up to one megabyte, which a single invitation may not", async () => {
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

describe("a request above the quota of one address", () => {
  it("is refused with 429 and a time to retry", async () => {
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
