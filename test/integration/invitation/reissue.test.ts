import { beforeEach, describe, expect, it } from "vitest";
import { invitationKeys } from "../../../shared/invitation/items/keys.ts";
import { addDays } from "../../../shared/kernel/time.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import type { Partner } from "../../actors/partner.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();
let partner: Partner;
beforeEach(async () => {
  partner = await product().partner();
});

const lockOf = async (email: string) =>
  product().table.read(rawPlace(invitationKeys.open(partner.partnerId, "reseller", await product().addressOf(email))));
const typesOf = async (id: string) =>
  (await readHistory(product().table, id)).filter(({ metadata }) => metadata.aggregate === id).map(({ type }) => type);

describe("resending", () => {
  it("keeps the offer and the link, and restarts the time limit", async () => {
    const { reading } = await partner.create({ expiresIn: "P10D", email: "it@a.example" });
    const customer = await product().customer(reading.id);
    const at = later({ days: 4 });
    const again = await partner.resend(reading.id, { at });
    expect(again.reading).toMatchObject({
      ...{ status: "pending", offerDigest: reading.offerDigest, issuedAt: at, expiresAt: addDays(at, 10) },
      delivery: { mode: "email", status: "queued" },
    });
    expect(await lockOf("it@a.example")).toMatchObject({ invitationId: reading.id, expiresAt: addDays(at, 10) });
    expect(await customer.accept({}, later({ days: 12 }))).toBe("done");
    expect(await typesOf(reading.id)).toContain("InvitationResent");
  });

  it("with rotation makes the old link invalid and the new one valid", async () => {
    const { id } = await partner.create();
    const older = await product().customer(id);
    await partner.resend(id, { rotate: true });
    const newer = await product().customer(id);
    expect((await older.open()).kind).toBe("stale");
    expect(await older.accept()).toBe("stale");
    expect(await older.decline()).toBe("stale");
    expect((await newer.open()).kind).toBe("found");
    expect(await newer.accept()).toBe("done");
  });

  it("uses the partner's current link epoch: revoked links stay invalid and the new one is valid", async () => {
    const { id } = await partner.create();
    const older = await product().customer(id);
    await product().setPartner(partner.partnerId, { linkEpoch: 2 });
    expect((await older.open()).kind).toBe("unknown");
    await partner.resend(id);
    expect((await older.open()).kind).toBe("unknown");
    expect(await (await product().customer(id)).accept()).toBe("done");
  });

  it("returns the mail draft of a hand-sent invitation again", async () => {
    const { reading, draft } = await partner.create({ send: "self" });
    const again = await partner.resend(reading.id);
    expect(again.draft?.link).toBe(draft?.link);
    expect((await partner.resend(reading.id, { rotate: true })).draft?.link).not.toBe(draft?.link);
  });
});

describe("renewing", () => {
  const end = later({ days: 30 });

  it("reopens an expired invitation and its link", async () => {
    const { id, customer } = await partner.invite({ email: "it@b.example" });
    const renewed = await partner.renew(id, { at: end });
    expect(renewed.reading).toMatchObject({ status: "pending", issuedAt: end, expiresAt: addDays(end, 30) });
    expect(await lockOf("it@b.example")).toMatchObject({ invitationId: id, expiresAt: addDays(end, 30) });
    expect(await typesOf(id)).toEqual([
      ...["InvitationCreated", "InvitationIssued", "InvitationExpired", "InvitationResent"],
    ]);
    expect(await customer.accept({}, later({ days: 31 }))).toBe("done");
  });

  it("is not blocked by its own lock, and an expired invitation does not block a new one", async () => {
    const { id } = await partner.create({ email: "it@c.example" });
    const other = await partner.create({ email: "it@c.example" }, { at: end });
    expect(other.status).toBe(201);
    const refusal = await refused(partner.renew(id, { at: end }));
    expect(refusal).toMatchObject({ kind: "open-invitation-exists", members: { invitationId: other.reading.id } });
    await partner.cancel(other.reading.id, { at: end });
    expect((await partner.renew(id, { at: end })).reading.status).toBe("pending");
  });

  it("first expires an overdue invitation that has the lock", async () => {
    const { id } = await partner.create({ email: "it@d.example" });
    const other = (await partner.create({ email: "it@d.example", expiresIn: "P1D" }, { at: end })).reading;
    const renewed = await partner.renew(id, { at: addDays(end, 2) });
    expect(renewed.reading.status).toBe("pending");
    expect((await partner.read(other.id)).invitation.status).toBe("expired");
  });
});

describe("correcting the address", () => {
  it("gives the invitation a new link, a new offer and a new delivery", async () => {
    const { reading } = await partner.create({ email: "ti@e.example" });
    const wrong = await product().customer(reading.id);
    const corrected = await partner.correctAddress(reading.id, " IT@e.example ");
    expect(corrected.reading).toMatchObject({
      ...{ status: "pending", expiresAt: reading.expiresAt, customer: { email: "it@e.example" } },
      delivery: { mode: "email", status: "queued" },
    });
    expect(corrected.reading.offerDigest).not.toBe(reading.offerDigest);
    expect((await wrong.open()).kind).toBe("stale");
    expect(await lockOf("ti@e.example")).toBeNull();
    expect(await (await product().customer(reading.id)).accept()).toBe("done");
  });

  it.each([
    ["it@f.example", "address-same"],
    ["nobody", "address-invalid"],
  ])("to %s is refused: %s", async (email, code) => {
    const { id } = await partner.create({ email: "it@f.example" });
    const { kind, faults } = await refused(partner.correctAddress(id, email));
    expect(kind).toBe("validation");
    expect(faults).toMatchObject([{ pointer: "/email", code }]);
  });

  it("to an address that already has an open invitation is refused, and changes nothing", async () => {
    const there = (await partner.create({ email: "it@g.example" })).reading;
    const { id } = await partner.create({ email: "ti@g.example" });
    const refusal = await refused(partner.correctAddress(id, "it@g.example"));
    expect(refusal).toMatchObject({ kind: "open-invitation-exists", members: { invitationId: there.id } });
    expect(await lockOf("ti@g.example")).toMatchObject({ invitationId: id });
  });
});

describe("handing over", () => {
  const handOver = async (email: string, to: string, { send = "email" }: { send?: "email" | "self" } = {}) => {
    const { id, customer } = await partner.invite({ email, send });
    await customer.requestCode();
    return { id, customer, outcome: customer.handOver(to, await customer.code()) };
  };

  it("mails a colleague a new link that the partner never sees, and records both addresses in the history", async () => {
    const { id, customer, outcome } = await handOver("a@h.example", "b@h.example", { send: "self" });
    expect(await outcome).toBe("done");
    expect((await customer.open()).kind).toBe("stale");
    const { invitation, delivery } = await partner.read(id);
    expect(delivery?.status ?? null).toBeNull();
    expect(invitation.issue).toMatchObject({ mode: "email", codeRequired: false, offer: { customer: "b@h.example" } });
    expect(invitation.terms.customer).toMatchObject({ email: "b@h.example", contactName: null });
    const addresses = (await readHistory(product().table, id)).map(
      ({ type, data }) => `${type} ${(data["invitation"] as { customer: { email: string } }).customer.email}`,
    );
    expect(addresses).toContain("InvitationIssued a@h.example");
    expect(addresses).toContain("InvitationHandedOver b@h.example");
    expect(await (await product().customer(id)).accept()).toBe("done");
  });

  it.each([
    ["a@i.example", "b@elsewhere.example", "address-elsewhere"],
    ["a@i.example", "b@sub.i.example", "address-elsewhere"],
    ["a@j.example", "a@j.example", "address-own"],
    ["a@k.example", "not an address", "address-invalid"],
  ])("from %s to %s is refused as %s", async (from, to, code) => {
    const { id, outcome } = await handOver(from, to);
    expect((await refused(outcome)).faults).toMatchObject([{ pointer: "/email", code }]);
    expect((await partner.read(id)).invitation.terms.customer.email).toBe(from);
  });

  it("is possible only three times", async () => {
    const { id } = await partner.create({ email: "0@n.example" });
    const next = async (to: string) => {
      const customer = await product().customer(id);
      await customer.requestCode();
      return customer.handOver(to, await customer.code());
    };
    for (const to of ["1@n.example", "2@n.example", "3@n.example"]) expect(await next(to)).toBe("done");
    expect((await refused(next("4@n.example"))).faults).toMatchObject([{ pointer: "/email", code: "hand-over-limit" }]);
    expect((await partner.read(id)).invitation.terms.customer.email).toBe("3@n.example");
  });

  it("needs the right code", async () => {
    const { id, customer } = await partner.invite({ email: "a@l.example" });
    expect((await refused(customer.handOver("b@l.example", null))).faults).toMatchObject([{ pointer: "/code" }]);
    await customer.requestCode();
    const wrong = String((Number(await customer.code()) + 1) % 100_000_000).padStart(8, "0");
    expect((await refused(customer.handOver("b@l.example", wrong))).kind).toBe("code-wrong");
    expect((await partner.read(id)).invitation.terms.customer.email).toBe("a@l.example");
  });

  it("to a colleague who already has such a request is refused without naming that request", async () => {
    await partner.create({ email: "b@m.example" });
    const { outcome } = await handOver("a@m.example", "b@m.example");
    const refusal = await refused(outcome);
    expect(refusal).toMatchObject({ kind: "validation", faults: [{ pointer: "/email" }], members: {} });
  });
});

describe("asking for a new link", () => {
  const end = later({ days: 30 });

  it("is recorded once, even before the sweep, and possible again after a renewal", async () => {
    const { id, customer } = await partner.invite();
    expect((await refused(customer.askForNewLink(now))).kind).toBe("wrong-state");
    expect(await customer.askForNewLink(end)).toBe("done");
    expect(await customer.askForNewLink(later({ days: 31 }))).toBe("done");
    expect(await typesOf(id)).toEqual([
      ...["InvitationCreated", "InvitationIssued", "InvitationExpired", "InvitationRenewalRequested"],
    ]);
    const renewed = await partner.renew(id, { at: later({ days: 32 }) });
    expect(renewed.reading.status).toBe("pending");
    expect((await partner.read(id)).invitation.issue?.renewalRequestedAt).toBeNull();
  });

  it("is refused for a frozen partner", async () => {
    const { id } = await partner.create();
    await product().setPartner(partner.partnerId, { frozen: true });
    expect((await refused((await product().customer(id)).askForNewLink(end))).kind).toBe("partner-frozen");
  });
});

const established = (email: string, granted: readonly string[]) =>
  partner.connect({ email, permissions: ["users.admin"], duration: "P30D" }, { granted });

describe("a request to restore permissions", () => {
  it.each([
    ["refused all permissions", [], now, []],
    ["let them expire", ["users.admin"], later({ days: 31 }), ["PermissionsExpired"]],
  ] as const)(
    "to a customer who %s asks only for permissions of the same relationship",
    async (_, granted, at, between) => {
      const email = `it@restored-${granted.length}.example`;
      const { relationshipId } = await established(email, granted);
      const { reading } = await partner.create({ email, permissions: ["users.admin", "helpdesk"] }, { at });
      expect(reading).toMatchObject({ status: "pending", relationshipId });
      const customer = await product().customer(reading.id);
      expect((await refused(customer.accept({ granted: [] }, at))).faults).toMatchObject([{ pointer: "/permission" }]);
      expect(await customer.accept({ granted: ["helpdesk"] }, at)).toBe("done");
      const events = await readHistory(product().table, relationshipId);
      expect(events.map(({ type }) => type)).toEqual(["RelationshipEstablished", ...between, "RelationshipAmended"]);
      expect(events.at(-1)?.data["relationship"]).toMatchObject({
        ...{ id: relationshipId, version: 2 + between.length, adminPermissions: "partly-granted" },
      });
    },
  );

  it("that was redirected to another administrator can be resent and renewed while the relationship exists", async () => {
    const { relationshipId, administrator: founder } = await established("it@turned.example", []);
    const colleague = await founder.addColleague("colleague@turned.example");
    const { id } = await partner.create({ email: "it@turned.example", expiresIn: "P1D" }, { at: colleague.now });
    await partner.correctAddress(id, colleague.email, { at: colleague.now });
    expect((await partner.resend(id, { at: colleague.now })).reading).toMatchObject({
      status: "pending",
      relationshipId,
    });
    const at = addDays(colleague.now, 2);
    expect((await partner.renew(id, { at })).reading).toMatchObject({ status: "pending", relationshipId });

    const after = addDays(at, 2);
    await founder.at(after).endRelationship(relationshipId);
    expect((await refused(partner.renew(id, { at: after }))).kind).toBe("relationship-ended");
  });
});

describe("handing over", () => {
  it("to a colleague who accepted the relationship and was removed is refused at the colleague's field", async () => {
    const email = "founder@removed.example";
    const { administrator: founder } = await established(email, []);
    const colleague = await founder.addColleague("colleague@elsewhere.example");
    await colleague.remove(founder.address);

    const at = colleague.now;
    const { customer } = await partner.invite({ email: "new@removed.example" }, { at });
    await customer.requestCode(at);
    const code = await customer.code();
    for (let answered = 0; answered < 10; answered++)
      expect((await refused(customer.handOver(email, code, at))).faults).toMatchObject([
        { pointer: "/email", code: "address-connected" },
      ]);
    // No more such answers are given that day: by the field too, and until when.
    const usedUp = await refused(customer.handOver(email, code, at));
    expect(usedUp).toMatchObject({ kind: "quota", faults: [{ pointer: "/email", code: "address-quota" }] });
    expect(usedUp.retryAfter).toBeGreaterThan(0);
  });
});
