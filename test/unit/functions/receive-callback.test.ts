import type { IdKind } from "../../../shared/kernel/ids.ts";
import { afterEach, describe, expect, test, vi } from "vitest";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { receiveCallback } from "../../../functions/receive-callback/handler.ts";
import { routes } from "../../../functions/receive-callback/manifest.ts";
import { signLink } from "../../../shared/crypto/links.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { currentAgreement } from "../../../shared/policy/agreements.ts";
import { loadPermissionTexts } from "../../../shared/policy/permission-texts.ts";
import type { Policy } from "../../../shared/policy/policy.ts";
import { idempotencyWrite } from "../../../shared/table/idempotency.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { parseCustomer } from "../../../shared/customer/items/item.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import type { Write } from "../../../shared/table/writes.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { anInvitation, anIssue, anOffer, aPartner, ids } from "../../support/builders/builders.ts";
import { clockAt, later, now } from "../../support/builders/fixed-clock.ts";
import { anHttpEvent, call } from "../../support/stack/http-event.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { signedHeaders, type Signing } from "../../support/pages/portal.ts";
import { itemsOf, scriptedTable } from "../../support/table/scripted-table.ts";
import { someRules } from "../../support/builders/some-rules.ts";

listenToEachLog();
afterEach(() => vi.restoreAllMocks());

const masterKey = aMasterKey();
const agreement = { version: currentAgreement.version, hash: currentAgreement.hash };
const issue = anIssue({ offer: anOffer({ agreement }), portal: "rapport", codeRequired: true });
const partner = { ...partnerKeys.profile(ids.partner), ...aPartner() };
const pending = anInvitation({ status: "pending", issue });
const linkOf = (version = 1, epoch = 1) => signLink({ invitationId: ids.invitation, version, epoch }, masterKey);
const link = linkOf();
const external = someRules({ externalPortals: { rapport: "https://portal.example/accept" } });
const by = { name: "Ada", email: "Ada@Contoso.example", title: "Head of IT" };
const yes = { link, offer: issue.offerDigest, decision: "accept", granted: ["users.admin"], by, agreement };

interface Setting {
  readonly items?: readonly RawItem[];
  readonly at?: string;
  readonly policy?: Policy;
}

function aPortal({ items = [partner, invitationItem(pending)], at = now, policy = external }: Setting = {}) {
  const scripted = scriptedTable(items);
  const handler = httpBoundary({
    routes,
    handlers: receiveCallback(
      {
        ...{
          table: scripted.table,
          masterKey: async () => masterKey,
          newId: (kind: IdKind) => ids[kind as keyof typeof ids],
        },
        ...{ policy, publicUrl: "https://rapport.example" },
      },
      clockAt(at),
    ),
    newCorrelationId: () => "c-1",
    bodies: "text",
  });
  const signing = (named: Partial<Signing>): Signing => ({ at: Date.parse(at), ...named });
  const report = (said: object | string, named: Partial<Signing> = {}, headers: Record<string, string> = {}) => {
    const body = typeof said === "string" ? said : JSON.stringify(said);
    return call(
      handler,
      anHttpEvent({
        ...{ routeKey: "POST /v1/callbacks/acceptance", claims: null, body: Buffer.from(body).toString("base64") },
        ...{ isBase64Encoded: true, headers: { ...signedHeaders(body, masterKey, signing(named)), ...headers } },
      }),
    );
  };
  const read = (token: string, named: Partial<Signing> = {}, query: Record<string, string> = {}) =>
    call(
      handler,
      anHttpEvent({
        ...{ routeKey: "GET /v1/callbacks/offer", claims: null, query: { ...query, link: token } },
        headers: signedHeaders(token, masterKey, signing(named)),
      }),
    );
  return { ...scripted, report, read };
}

/** The addresses of the stored customer's administrators. */
const administrators = (transactions: readonly (readonly Write[])[]): unknown[] =>
  itemsOf(transactions)
    .filter(({ entity }) => entity === "customer")
    .flatMap((item) => parseCustomer(item).administrators.map(({ email }) => email));

describe("the offer that an external portal reads", () => {
  test("shows a withdrawn verification of the partner at once, under the same digest", async () => {
    const items = [{ ...partner, verified: null }, invitationItem(pending)];
    const { body } = await aPortal({ items }).read(link);
    expect(body).toMatchObject({ partner: { verified: null }, offer: issue.offerDigest });
    expect((await aPortal().read(link)).body).toMatchObject({ partner: { verified: partner.verified } });
  });

  test("has everything that the portal must show", async () => {
    const { status, body, headers } = await aPortal().read(link);
    expect(status).toBe(200);
    expect(headers["cache-control"]).toBe("no-store");
    expect(body).toMatchObject({
      ...{ id: ids.invitation, status: "pending", expiresAt: issue.expiresAt, offer: issue.offerDigest, locale: "en" },
      partner: { id: ids.partner, displayName: "Contoso Partner" },
      customer: { email: "it@contoso.example", organization: "Contoso" },
      ...{ duration: issue.offer.duration, autoExtend: false, requiredPermissions: [] },
      agreement: { ...agreement, url: `https://rapport.example${currentAgreement.url}` },
    });
    const told = body["permissions"] as Record<string, unknown>[];
    expect(told.map(({ id }) => id)).toEqual(issue.offer.permissions);
    const [first] = told;
    expect(first).toMatchObject({ risk: "medium", required: false });
    expect(first?.["description"]).toBe((await loadPermissionTexts("en"))["users.admin"].description);
    expect(JSON.stringify(body)).not.toContain(link);
    // A portal proves the mailbox in its own way (decision 0005).
    expect(body).not.toHaveProperty("codeRequired");
  });

  test("is in the language of the query, else in the customer's", async () => {
    expect((await aPortal().read(link, {}, { locale: "de" })).body["locale"]).toBe("de");
    expect((await aPortal().read(link, {}, { locale: "xx" })).body["locale"]).toBe("en");
  });

  test("has its present status, and is refused with 410 for a replaced link", async () => {
    const over = aPortal({ at: later({ days: 30 }) });
    expect((await over.read(link)).body["status"]).toBe("expired");
    const rotated = anInvitation({ status: "pending", issue: { ...issue, linkVersion: 2 } });
    const stale = aPortal({ items: [partner, invitationItem(rotated)] });
    expect(await stale.read(link)).toMatchObject({ status: 410, body: { type: "/problems/link-replaced" } });
    expect((await stale.read(link, { portal: "another" })).status).toBe(401);
  });

  test("is refused for a frozen partner", async () => {
    const frozen = aPortal({ items: [{ ...partner, frozen: true }, invitationItem(pending)] });
    expect(await frozen.read(link)).toMatchObject({ status: 403, body: { type: "/problems/partner-frozen" } });
  });
});

describe("a callback without a valid signature and link", () => {
  const old = later({ minutes: -6 });
  const forged = link.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  const hosted = someRules();

  test("is always answered with the same problem, and changes nothing", async () => {
    const answers = new Set<string>();
    const [here, empty, unplugged] = [aPortal(), aPortal({ items: [partner] }), aPortal({ policy: hosted })];
    const asked = [
      await here.report(yes, { portal: "another" }),
      await here.report(yes, { at: Date.parse(old) }),
      await here.report(yes, { at: Date.parse(later({ minutes: 6 })) }),
      await here.report(yes, {}, { "webhook-id": "" }),
      await here.report(yes, {}, { "webhook-signature": "v1,AAAA" }),
      await here.report({ ...yes, link: forged }),
      await here.report({ ...yes, link: linkOf(2) }),
      await here.report({ ...yes, link: linkOf(1, 2) }),
      await here.report({ ...yes, link: 7 }),
      await here.report({ offer: "x" }),
      await here.report("{"),
      await here.report(""),
      await here.read(forged),
      await here.read(""),
      await here.read(link, { portal: "another" }),
      await here.read(link, { at: Date.parse(old) }),
      await empty.report(yes),
      await empty.read(link),
      await unplugged.report(yes),
      await unplugged.read(link),
    ];
    for (const { status, text } of asked) {
      expect(status).toBe(401);
      answers.add(text);
    }
    expect(answers.size).toBe(1);
    expect(JSON.parse([...answers][0]!)).toMatchObject({
      ...{ type: "/problems/bad-signature", title: "The signature is not valid" },
    });
    for (const { transactions, puts } of [here, empty, unplugged]) expect([...transactions, ...puts]).toEqual([]);
  });

  test("reads nothing when the link's MAC is wrong", async () => {
    const { report, table } = aPortal();
    const reads = vi.spyOn(table, "read");
    await report({ ...yes, link: forged });
    expect(reads).not.toHaveBeenCalled();
  });
});

describe("a portal's callback", () => {
  test("records an acceptance with the person and the portal, without a code, a view or a link", async () => {
    const { report, transactions } = aPortal();
    const answer = await report({ ...yes, reason: "Only for the migration." });
    expect(answer.status).toBe(200);
    const written = itemsOf(transactions);
    expect(written[0]).toMatchObject({
      ...{ status: "accepted", relationshipId: ids.relationship },
      decision: {
        ...{ outcome: "accepted", partial: true, granted: ["users.admin"], duration: issue.offer.duration },
        ...{
          by: { ...by, email: "ada@contoso.example" },
          via: "callback",
          agreement,
          reason: "Only for the migration.",
        },
      },
    });
    const events = written.filter(({ entity }) => entity === "event");
    expect(events.map(({ type }) => type)).toEqual(["InvitationAccepted", "RelationshipEstablished"]);
    for (const { metadata } of events) expect(metadata).toMatchObject({ actor: { kind: "callback", id: "rapport" } });
    expect(administrators(transactions)).toEqual(["ada@contoso.example"]);
    expect(JSON.stringify(written)).not.toContain(link);
  });

  test("makes the named person the customer's administrator, and the invited one a contact only", async () => {
    const { report, transactions } = aPortal();
    expect((await report({ ...yes, by: { ...by, email: "ada@tenant.example" } })).status).toBe(200);
    const written = itemsOf(transactions);
    expect(written[0]).toMatchObject({ decision: { by: { email: "ada@tenant.example" } } });
    expect(administrators(transactions)).toEqual(["ada@tenant.example"]);
    const updates = transactions.flat().filter((write) => write.kind === "update");
    const known = updates.filter(({ setOnce }) => setOnce?.["entity"] === "partner-customer");
    expect(known.flatMap(({ set }) => Object.values(set))).toMatchObject([
      { email: "it@contoso.example", name: null },
      { email: "ada@tenant.example", name: by.name },
    ]);
  });

  test("is refused with the missing permissions that the cloud requires", async () => {
    const abroad = invitationItem({ ...pending, cloud: "germany" });
    const { report, transactions } = aPortal({ items: [partner, abroad] });
    const { status, body } = await report({ ...yes, granted: [] });
    expect([status, body]).toMatchObject([
      422,
      {
        ...{ type: "/problems/permissions-required", required: external.terms("germany").requiredPermissions },
        errors: [{ pointer: "/granted", code: "required" }],
      },
    ]);
    expect(await report({ ...yes, granted: [], agreement: null })).toMatchObject({
      body: { type: "/problems/validation", required: external.terms("germany").requiredPermissions },
    });
    expect(itemsOf(transactions)).toEqual([]);
  });

  test.each([
    ["decline", "InvitationDeclined"],
    ["report", "InvitationReported"],
  ])("with the decision %s is recorded as %s", async (decision, type) => {
    const { report, transactions } = aPortal();
    const answer = await report({ link, offer: issue.offerDigest, decision, reason: "Not us" });
    expect(answer).toMatchObject({ status: 200 });
    expect(itemsOf(transactions)[0]).toMatchObject({
      status: "declined",
      decision: { reason: "Not us", via: "callback", by: { name: null, email: "it@contoso.example" } },
    });
    expect(itemsOf(transactions).find(({ entity }) => entity === "event")).toMatchObject({ type });
  });

  test.each<[string, object, number, string, string[]]>([
    ["more than was asked", { granted: ["users.admin", "directory.admin"] }, 422, "validation", ["/granted"]],
    ["longer than was asked", { duration: "P731D" }, 422, "validation", ["/duration"]],
    ["neither permissions nor a person", { granted: undefined, by: null }, 422, "validation", ["/granted", "/by"]],
    ["no agreement", { agreement: null }, 422, "validation", ["/agreement"]],
    ["another agreement", { agreement: { ...agreement, version: "2020-01" } }, 422, "validation", ["/agreement"]],
    ["another offer", { offer: `sha256:${"0".repeat(64)}` }, 422, "offer-changed", []],
    ["a malformed offer", { offer: "x" }, 422, "validation", ["/offer"]],
    ["no address", { by: { name: "Ada", email: "ada" } }, 422, "validation", ["/by/email"]],
    ["an unknown field", { permission: [] }, 422, "validation", ["/permission"]],
    ["an unknown decision", { decision: "maybe" }, 422, "validation", ["/decision"]],
  ])("with %s is refused at the field, and changes nothing", async (_, said, status, problem, pointers) => {
    const { report, transactions } = aPortal();
    const answer = await report({ ...yes, ...said });
    expect(answer).toMatchObject({ status, body: { type: `/problems/${problem}` } });
    const errors = (answer.body["errors"] ?? []) as { pointer: string }[];
    expect(errors.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(transactions).toEqual([]);
  });

  test.each(["accept", "decline"])(
    "with the decision %s against an earlier one is refused with the status",
    async (decision) => {
      const status = decision === "accept" ? "declined" : "accepted";
      const { report, transactions } = aPortal({ items: [partner, invitationItem(anInvitation({ status, issue }))] });
      const answer = await report({ ...yes, decision });
      expect(answer).toMatchObject({ status: 409, body: { type: "/problems/wrong-state", invitationStatus: status } });
      expect(transactions).toEqual([]);
    },
  );

  test("that repeats the recorded decision gets the first answer and writes nothing", async () => {
    const accepted = invitationItem(anInvitation({ status: "accepted", issue }));
    const { report, transactions } = aPortal({ items: [partner, accepted] });
    const same = { ...yes, granted: issue.offer.permissions };
    const [one, other] = [await report(same, { id: "msg_a" }), await report(same, { id: "msg_b" })];
    expect(one).toMatchObject({ status: 200, body: { id: ids.invitation, status: "accepted" } });
    expect(other.text).toBe(one.text);
    const less = await report({ ...same, granted: [] }, { id: "msg_c" });
    expect(less).toMatchObject({ status: 409, body: { type: "/problems/wrong-state", invitationStatus: "accepted" } });
    expect(transactions).toEqual([]);
  });

  test("with the webhook-id of another message is refused", async () => {
    const claim = {
      ...{ partnerId: "rapport", route: "POST /v1/callbacks/acceptance", key: "msg_a" },
      bodyHash: "of another body",
    };
    const write = idempotencyWrite(claim, { status: 200, aggregate: ids.invitation, sequence: 3 }, now);
    const record = write.kind === "put" ? write.item : {};
    const { report, transactions } = aPortal({ items: [partner, invitationItem(pending), record] });
    const answer = await report(yes, { id: "msg_a" });
    expect(answer).toMatchObject({ status: 422, body: { type: "/problems/idempotency-key-reused" } });
    expect(answer.body["detail"]).toMatch(/^This webhook-id /);
    expect(answer.text).not.toContain("Idempotency-Key");
    expect(transactions).toEqual([]);
  });
});
