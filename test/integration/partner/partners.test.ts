import { describe, expect, it } from "vitest";
import { editProfile, revokeLinks } from "../../../shared/partner/commands/edit-profile.ts";
import {
  editStanding,
  freezePartner,
  readPartner,
  releasePartner,
} from "../../../shared/partner/commands/supervise-partner.ts";
import type { Cause } from "../../../shared/events/envelope.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { listPartners } from "../../../shared/partner/items/partners.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import { anActingAdmin } from "../../support/builders/acting-admin.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { openOffice, refused } from "../../support/office.ts";

const office = openOffice();
const operator: Cause = {
  ...{ partnerId: "", actor: { kind: "operator", id: "operator-1" }, now },
  ...{ correlationId: "c-2", causationId: null },
};
/** Of the partner itself, without its users. */
const historyOf = async (id: string) =>
  (await readHistory(office().table, id)).flatMap(({ type, metadata }) =>
    metadata.aggregate === id ? [[type, metadata.partnerId, metadata.actor.kind]] : [],
  );
const claimOf = (partnerId: string) => ({ partnerId, route: "POST /x", key: "key-1", bodyHash: "body-1" });

describe("a partner's profile", () => {
  it("is written once for each change, with its event, and not at all for none", async () => {
    const desk = await office().desk();
    const admin = await anActingAdmin(office(), desk);
    const edit = (input: object) => editProfile(office(), input, "any", admin);
    const { partner } = await edit({ displayName: "Contoso & Sons", supportContact: null, locale: "it" });
    expect(partner).toMatchObject({ version: 2, displayName: "Contoso & Sons", locale: "it" });
    expect(await office().store.requests(() => edit({ locale: "it" }))).toEqual({ BatchGetItem: 1 });
    expect(await readPartner(office(), desk.partnerId)).toEqual(partner);
    expect(await historyOf(desk.partnerId)).toEqual([
      ["PartnerRegistered", desk.partnerId, "operator"],
      ["PartnerChanged", desk.partnerId, "partner"],
    ]);
  });

  it("of another version than the one that was read is left alone, also when both change at once", async () => {
    const desk = await office().desk();
    const admin = await anActingAdmin(office(), desk);
    const edit = (locale: string) => editProfile(office(), { locale }, [1], admin);
    office().store.before("TransactWriteItems", () => edit("de"));
    expect((await refused(edit("it"))).kind).toBe("stale");
    expect(await readPartner(office(), desk.partnerId)).toMatchObject({ version: 2, locale: "de" });
  });

  it("gives defaults to every invitation that says nothing else, and none that its cloud forbids", async () => {
    const desk = await office().desk({ cloud: "germany" });
    const admin = await anActingAdmin(office(), desk);
    const edit = (permissions: readonly string[]) =>
      editProfile(office(), { defaults: { permissions, expiresIn: "P7D" } }, "any", admin);
    expect((await refused(edit(["users.admin"]))).kind).toBe("permissions-required");
    await edit(["directory.admin", "office365.admin", "billing.read"]);
    expect((await desk.create({ send: null })).reading).toMatchObject({
      ...{ expiresIn: "P7D", permissions: ["directory.admin", "office365.admin", "billing.read"] },
    });
  });
});

describe("(A7) taking all links back", () => {
  it("is one write, kills what is open, and leaves what is sent again alive", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create()).reading;
    const old = await office().customer(id);
    const revoke = () => revokeLinks(office(), desk.cause(), claimOf(desk.partnerId));
    expect(await office().store.requests(revoke)).toEqual({ BatchGetItem: 1, TransactWriteItems: 1 });
    expect(await old.read()).toEqual({ kind: "unknown" });
    expect((await refused(old.accept())).kind).toBe("not-found");
    expect(await revoke()).toMatchObject({ replayed: true, partner: { linkEpoch: 2, version: 2 } });

    await desk.resend(id);
    expect(await (await office().customer(id)).accept()).toBe("done");
  });
});

describe("the operator", () => {
  it("(H51) verifies, and what changed with it has an event of its own", async () => {
    const { partnerId } = await office().desk();
    const input = { kind: "indirect-reseller", verified: { how: "phone" } } as const;
    const { partner } = await editStanding(office(), partnerId, input, [1], operator);
    expect(partner).toMatchObject({ version: 3, kind: "indirect-reseller", verified: { at: now, how: "phone" } });
    expect((await historyOf(partnerId)).map(([type]) => type)).toEqual([
      ...["PartnerRegistered", "PartnerChanged", "PartnerVerified"],
    ]);
    expect((await refused(editStanding(office(), partnerId, input, [1], operator))).kind).toBe("stale");
  });

  it("(H51) freezes a partner, so that nothing goes out or in, and releases it", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create()).reading;
    const draft = (await desk.create({ send: null })).reading.id;
    const customer = await office().customer(id);
    const claim = claimOf("operator");
    await freezePartner(office(), desk.partnerId, "Complaints", operator, claim);
    for (const act of [
      () => desk.create(),
      () => desk.send(draft, "email"),
      () => desk.resend(id),
      () => customer.accept(),
    ])
      expect((await refused(act())).kind).toBe("partner-frozen");
    expect((await desk.create({ send: null })).reading.status).toBe("draft");

    const again = await freezePartner(office(), desk.partnerId, "Complaints", operator, claim);
    expect(again).toMatchObject({ replayed: true, partner: { frozen: true, version: 2 } });
    await freezePartner(office(), desk.partnerId, "Still", operator, null);
    await releasePartner(office(), desk.partnerId, operator, null);
    expect(await customer.accept()).toBe("done");
    expect((await historyOf(desk.partnerId)).map(([type]) => type)).toEqual([
      ...["PartnerRegistered", "PartnerFrozen", "PartnerReleased"],
    ]);
  });

  it("(C22) releases a partner whose customers reported it, and their reports count anew", async () => {
    const desk = await office().desk();
    const report = async (email: string) => {
      const { id } = (await desk.create({ email })).reading;
      await (await office().customer(id)).report();
    };
    for (const name of ["a", "b", "c"]) await report(`it@${name}.example`);
    expect(await readPartner(office(), desk.partnerId)).toMatchObject({ frozen: true });
    await releasePartner(office(), desk.partnerId, operator, null);
    expect(await office().table.read(rawPlace(partnerKeys.reports(desk.partnerId)))).toMatchObject({
      reports: [],
      version: 4,
    });
    for (const name of ["c", "d"]) await report(`it@${name}.example`);
    expect(await readPartner(office(), desk.partnerId)).toMatchObject({ frozen: false });
  });

  it("sees every partner, the newest first, as it is now", async () => {
    const desks = [];
    for (let at = 0; at < 3; at++) desks.unshift(await office().desk());
    const first = await listPartners(office().table, { limit: 2, cursor: null });
    expect(first.items.map(({ id }) => id)).toEqual(desks.slice(0, 2).map(({ partnerId }) => partnerId));
    const second = await listPartners(office().table, { limit: 100, cursor: first.next });
    expect(second.items[0]?.id).toBe(desks[2]?.partnerId);
    expect(second.next).toBeNull();
    const requests = await office().store.requests(() => listPartners(office().table, { limit: 50, cursor: null }));
    expect(requests).toEqual({ Query: 1, BatchGetItem: 1 });
  });

  it("is told alike of ids that are unknown and of ids that are none", async () => {
    for (const id of ["ptn_01JD00000000000000000000ZZ", "ptn_x", "PROFILE", ""]) {
      const acts = [
        () => readPartner(office(), id),
        () => editStanding(office(), id, {}, "any", operator),
        () => freezePartner(office(), id, null, operator, null),
        () => releasePartner(office(), id, operator, null),
      ];
      for (const act of acts) expect(await refused(act())).toMatchObject({ kind: "not-found" });
    }
  });
});
