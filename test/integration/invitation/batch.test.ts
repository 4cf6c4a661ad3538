import { afterEach, describe, expect, it, vi } from "vitest";
import { serveBatch } from "../../../functions/serve-batch/handler.ts";
import { routes } from "../../../functions/serve-batch/manifest.ts";
import type { RowResult } from "../../../shared/invitation/batch-answers.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { suppress } from "../../../shared/delivery/address-item.ts";
import { claimNames } from "../../../shared/names.ts";
import type { Partner } from "../../actors/partner.ts";
import { clockAt, now } from "../../support/builders/fixed-clock.ts";
import { anHttpEvent, call, claimsOf, json, roleOfToken, type Answer } from "../../support/stack/http-event.ts";
import { listenToLog } from "../../support/stack/log-lines.ts";
import { openProduct } from "../../actors/product.ts";
import { someRules } from "../../support/builders/some-rules.ts";

const product = openProduct({
  policy: someRules({ quotas: { openInvitations: 8, perDay: 120, perAddressPerDay: 2 } }),
});
afterEach(() => void vi.restoreAllMocks());

const toAddress = (email: string, more: object = {}) => ({ customer: { email }, send: "email", ...more });

/** Posts a batch as a user of the partner's partner; answers its results, whether it was rehearsed or carried out. */
async function post(
  partner: Partner,
  items: readonly unknown[],
  { dryRun, key, timeLeft }: { dryRun?: boolean; key?: string; timeLeft?: number } = {},
): Promise<Answer & { readonly results: readonly RowResult[] }> {
  const handler = httpBoundary({
    routes,
    handlers: serveBatch(product(), clockAt()),
    newCorrelationId: () => "c-1",
    largestBody: 1024 * 1024,
    readRole: roleOfToken,
  });
  const { headers, body } = json({ items, ...(dryRun !== undefined && { dryRun }) });
  const event = anHttpEvent({
    routeKey: "POST /v1/invitations/batch",
    claims: { ...claimsOf("sales"), [claimNames.partner]: partner.partnerId },
    headers: { ...headers, ...(key !== undefined && { "idempotency-key": key }) },
    body,
  });
  const answer = await call(handler, event, timeLeft);
  return { ...answer, results: (answer.body["results"] ?? []) as RowResult[] };
}

const shortly = (results: readonly RowResult[]) =>
  results.map(
    ({ status, replayed, problem }) =>
      problem?.type.replace("/problems/", "") ?? `${status}${replayed ? " replayed" : ""}`,
  );

/** Rows of every kind, to be rehearsed and carried out alike. */
const manyKinds = [
  toAddress("a@batch.example"),
  { customer: { email: "not an address" }, permissions: ["unknown"], colour: "red" },
  toAddress("A@batch.example "),
  toAddress("a@batch.example", { relationship: "advisor" }),
  toAddress("a@batch.example", { relationship: "advisor", send: undefined }),
  toAddress("b@batch.example", { message: { subject: "Hi", text: "no link" } }),
  toAddress("c@batch.example", { permissions: ["nothing.admin"] }),
  "not an object",
  toAddress("d@batch.example", { key: "row-1" }),
  toAddress("d@batch.example", { key: "row-1" }),
  toAddress("e@batch.example", { key: "row-1" }),
];
const theirKinds = [
  ...["201", "validation", "open-invitation-exists", "201", "201", "link-missing", "unknown-permission"],
  ...["validation", "201", "201 replayed", "idempotency-key-reused"],
];

describe("a batch", () => {
  it("creates each row independently, and reports the result of each", async () => {
    const partner = await product().partner();
    const { status, results } = await post(partner, manyKinds);
    expect(status).toBe(200);
    expect(results.map(({ index }) => index)).toEqual(manyKinds.map((_, at) => at));
    expect(shortly(results)).toEqual(theirKinds);
    const [first, bad, twin, , , , , , keyed, again] = results;
    expect((await partner.read(first?.id ?? "")).invitation.status).toBe("pending");
    expect(bad?.problem?.errors?.map(({ pointer }) => pointer)).toEqual([
      "/customer/email",
      "/colour",
      "/permissions/0",
    ]);
    expect(twin?.problem).toMatchObject({ status: 409, invitationId: first?.id });
    expect(again?.id).toBe(keyed?.id);
    expect((await partner.list()).items).toHaveLength(4);
    expect(JSON.stringify(results)).not.toContain("/i/");
  });

  it("reports in a dry run the same results, and writes nothing", async () => {
    const partner = await product().partner();
    const before = await product().store.scan();
    const { status, results } = await post(partner, manyKinds, { dryRun: true });
    expect(status).toBe(200);
    expect(shortly(results)).toEqual(theirKinds);
    expect(results.filter(({ id }) => id !== undefined)).toEqual([]);
    expect(results[2]?.problem).toMatchObject({ status: 409, invitationId: null, index: 0 });
    expect(await product().store.scan()).toEqual(before);
  });

  it("returns no links, even when the partner sends by hand", async () => {
    const partner = await product().partner();
    const { text } = await post(partner, [toAddress("self@batch.example", { send: "self" })]);
    expect(Object.keys((JSON.parse(text) as { results: object[] }).results[0] ?? {})).toEqual([
      "index",
      "status",
      "id",
    ]);
  });

  it("that is repeated with its idempotency key has the same results, refused rows included, and is marked as repeated", async () => {
    const partner = await product().partner();
    const rows = ["f", "f", "g"].map((name) => toAddress(`${name}@batch.example`));
    const first = await post(partner, rows, { key: "batch-1" });
    const again = await post(partner, rows, { key: "batch-1" });
    expect(shortly(first.results)).toEqual(["201", "open-invitation-exists", "201"]);
    expect(again.results).toEqual(first.results);
    expect([first.headers["idempotency-replayed"], again.headers["idempotency-replayed"]]).toEqual([undefined, "true"]);
    expect((await partner.list()).items).toHaveLength(2);
  });

  it("with the same idempotency key but another body is refused as a whole, and changes nothing", async () => {
    const partner = await product().partner();
    const rows = [toAddress("f@batch.example")];
    await post(partner, rows, { key: "batch-1" });
    for (const others of [[...rows, toAddress("h@batch.example")], [toAddress("h@batch.example")], [...rows, {}]]) {
      const { status, body } = await post(partner, others, { key: "batch-1" });
      expect([status, body["type"]]).toEqual([422, "/problems/idempotency-key-reused"]);
    }
    expect((await partner.list()).items).toHaveLength(1);
  });

  it("in a dry run ignores its idempotency key", async () => {
    const partner = await product().partner();
    const rows = [toAddress("f@batch.example")];
    const rehearse = () => post(partner, rows, { key: "batch-1", dryRun: true });
    expect(shortly((await rehearse()).results)).toEqual(["201"]);
    expect(shortly((await post(partner, rows, { key: "batch-1" })).results)).toEqual(["201"]);
    expect(shortly((await rehearse()).results)).toEqual(["201 replayed"]);
  });

  it("that was interrupted continues with its idempotency key, without repeating finished rows", async () => {
    const partner = await product().partner();
    const rows = ["f", "g"].map((name) => toAddress(`${name}@batch.example`));
    listenToLog();
    product().store.fail("TransactWriteItems", new Error("Out of order"));
    const broken = await post(partner, rows, { key: "batch-1" });
    expect(shortly(broken.results).toSorted()).toEqual(["201", "internal"]);
    const again = await post(partner, rows, { key: "batch-1" });
    expect(shortly(again.results).toSorted()).toEqual(["201", "201 replayed"]);
    expect(again.headers["idempotency-replayed"]).toBeUndefined();
    expect((await post(partner, rows, { key: "batch-1" })).headers["idempotency-replayed"]).toBe("true");
  });

  it("returns the finished rows when its time runs out, and completes the rest with the same idempotency key", async () => {
    const partner = await product().partner();
    const rows = Array.from({ length: 3 }, (_, at) => toAddress(`time-${at}@batch.example`, { send: undefined }));
    const late = await post(partner, rows, { key: "batch-1", timeLeft: 4_999 });
    expect(late.status).toBe(200);
    for (const { status, problem } of late.results) {
      expect(status).toBe(503);
      expect(problem).toMatchObject({ type: "/problems/unavailable", retryAfter: 1 });
    }
    expect((await partner.list()).items).toEqual([]);
    const again = await post(partner, rows, { key: "batch-1", timeLeft: 5_000 });
    expect(shortly(again.results)).toEqual(["201", "201", "201"]);
  });

  it("gives a retry time for a row whose write was throttled", async () => {
    const partner = await product().partner();
    listenToLog();
    product().store.fail("TransactWriteItems", Object.assign(new Error(), { name: "ThrottlingException" }));
    const { results } = await post(partner, [toAddress("m@batch.example")]);
    expect(results).toMatchObject([{ status: 503, problem: { type: "/problems/unavailable", retryAfter: 5 } }]);
  });

  it.each([false, true])("stops at the partner's quotas (dry run: %s)", async (dryRun) => {
    const partner = await product().partner();
    const one = (at: number) => toAddress(`${at}@full.example`);
    const same = ["reseller", "advisor"].map((relationship) => toAddress("same@full.example", { relationship }));
    await partner.correctAddress((await partner.create({ email: "wrong@full.example" })).id, "same@full.example");
    const rows = [...same, ...Array.from({ length: 8 }, (_, at) => one(at))];
    const { results } = await post(partner, rows, { dryRun });
    // One reached that address by the correction and holds its lock; seven more make eight. Rows race for the last places.
    const [held, ...others] = shortly(results);
    expect(held).toBe("open-invitation-exists");
    expect(others.sort()).toEqual([...Array.from({ length: 7 }, () => "201"), "quota", "quota"]);
    const refused = results.filter(({ status }) => status === 429).map(({ problem }) => problem);
    for (const problem of refused) expect(problem).toMatchObject({ quota: "open", retryAfter: 3600 });
    const more = await post(partner, [toAddress("same@full.example", { send: undefined })], { dryRun });
    expect(shortly(more.results)).toEqual(["201"]);
  });

  it.each([true, false])("sends nothing to a suppressed address (dry run: %s)", async (dryRun) => {
    const partner = await product().partner();
    const email = "bounced@batch.example";
    const address = addressPseudonym(email, await product().masterKey());
    await suppress(product().table, address, { reason: "bounce", at: now });
    const { results } = await post(partner, [toAddress(email), toAddress(email, { send: undefined })], { dryRun });
    expect(shortly(results)).toEqual(["suppressed-address", "201"]);
  });

  it("of a frozen partner sends nothing, even in a dry run", async () => {
    const partner = await product().partner();
    await product().setPartner(partner.partnerId, { frozen: true });
    for (const dryRun of [true, false]) {
      const { results } = await post(partner, [toAddress("l@batch.example")], { dryRun });
      expect(shortly(results)).toEqual(["partner-frozen"]);
    }
  });

  it("reports a row that failed by an internal error, and creates the others", async () => {
    const partner = await product().partner();
    const { lines } = listenToLog();
    product().store.fail("TransactWriteItems", new Error("Out of order"));
    const { results } = await post(partner, [toAddress("m@batch.example"), toAddress("n@batch.example")]);
    expect(results.map(({ status }) => status).sort()).toEqual([201, 500]);
    expect(lines).toMatchObject([{ level: "error", message: "row failed", correlationId: "c-1" }]);
    expect(JSON.stringify([results, lines])).not.toContain("Out of order");
  });

  it.each<[string, object, string]>([
    ["without a row", { items: [] }, "/items"],
    ["of more than 100 rows", { items: Array.from({ length: 101 }, () => ({})) }, "/items"],
    ["with an unknown field", { items: [{}], send: "email" }, "/send"],
    ["with a dry run that is none", { items: [{}], dryRun: "yes" }, "/dryRun"],
  ])("%s is refused as a whole", async (_, body, pointer) => {
    const handlers = serveBatch(product(), clockAt());
    const handler = httpBoundary({ routes, handlers, newCorrelationId: () => "c-1", readRole: roleOfToken });
    const { status, body: problem } = await call(
      handler,
      anHttpEvent({ routeKey: "POST /v1/invitations/batch", ...json(body) }),
    );
    expect(status).toBe(422);
    expect(problem["errors"]).toMatchObject([{ pointer }]);
  });

  it("of 100 rows takes one read, one transaction and one batch of list entries per row", async () => {
    const partner = await product().partner();
    const rows = Array.from({ length: 100 }, (_, at) => toAddress(`draft-${at}@hundred.example`, { send: undefined }));
    const requests = await product().store.requests(() => post(partner, rows));
    expect(requests).toEqual({ BatchGetItem: 100, BatchWriteItem: 100, TransactWriteItems: 100 });
  });
});
