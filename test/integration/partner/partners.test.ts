import { describe, expect, it } from "vitest";
import { editProfile, revokeLinks } from "../../../shared/partner/commands/edit-profile.ts";
import { freezePartner, readPartner, releasePartner } from "../../../shared/partner/commands/supervise-partner.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { listPartners } from "../../../shared/partner/items/partners.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import { operatorCause } from "../../actors/operator.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();
/** Of the partner itself, without its users. */
const historyOf = async (id: string) =>
  (await readHistory(product().table, id)).flatMap(({ type, metadata }) =>
    metadata.aggregate === id ? [[type, metadata.partnerId, metadata.actor.kind]] : [],
  );
const claimOf = (partnerId: string) => ({ partnerId, route: "POST /x", key: "key-1", bodyHash: "body-1" });

describe("a partner's profile", () => {
  it("is changed only at the version that was read, even by concurrent changes", async () => {
    const partner = await product().partner();
    const admin = await partner.adminCause();
    const edit = (locale: string) => editProfile(product(), { locale }, [1], admin);
    product().store.before("TransactWriteItems", () => edit("de"));
    expect((await refused(edit("it"))).kind).toBe("stale");
    expect(await readPartner(product(), partner.partnerId)).toMatchObject({ version: 2, locale: "de" });
  });
});

describe("revoking all links", () => {
  it("is one write, invalidates open links, and leaves later links valid", async () => {
    const partner = await product().partner();
    const { id } = await partner.create();
    const old = await product().customer(id);
    const revoke = () => revokeLinks(product(), partner.cause(), claimOf(partner.partnerId));
    expect(await product().store.requests(revoke)).toEqual({ BatchGetItem: 1, TransactWriteItems: 1 });
    expect(await old.open()).toEqual({ kind: "unknown" });
    expect((await refused(old.accept())).kind).toBe("not-found");
    expect(await revoke()).toMatchObject({ replayed: true, partner: { linkEpoch: 2, version: 2 } });

    await partner.resend(id);
    expect(await (await product().customer(id)).accept()).toBe("done");
  });
});

describe("the operator", () => {
  it("freezes a partner, which stops its mails and its customers' acceptances, and releases it", async () => {
    const partner = await product().partner();
    const { id } = await partner.create();
    const draft = (await partner.create({ send: null })).id;
    const customer = await product().customer(id);
    const claim = claimOf("operator");
    await freezePartner(product(), partner.partnerId, "Complaints", operatorCause(), claim);
    for (const act of [
      () => partner.create(),
      () => partner.send(draft, "email"),
      () => partner.resend(id),
      () => customer.accept(),
    ])
      expect((await refused(act())).kind).toBe("partner-frozen");
    expect((await partner.create({ send: null })).reading.status).toBe("draft");

    const again = await freezePartner(product(), partner.partnerId, "Complaints", operatorCause(), claim);
    expect(again).toMatchObject({ replayed: true, partner: { frozen: true, version: 2 } });
    await freezePartner(product(), partner.partnerId, "Still", operatorCause(), null);
    await releasePartner(product(), partner.partnerId, operatorCause(), null);
    expect(await customer.accept()).toBe("done");
    expect((await historyOf(partner.partnerId)).map(([type]) => type)).toEqual([
      ...["PartnerRegistered", "PartnerFrozen", "PartnerReleased"],
    ]);
  });

  it("releases a partner that customers reported, and reports are counted from zero", async () => {
    const partner = await product().partner();
    const report = async (email: string) => {
      const { customer } = await partner.invite({ email });
      await customer.report();
    };
    for (const name of ["a", "b", "c"]) await report(`it@${name}.example`);
    expect(await readPartner(product(), partner.partnerId)).toMatchObject({ frozen: true });
    await releasePartner(product(), partner.partnerId, operatorCause(), null);
    expect(await product().table.read(rawPlace(partnerKeys.reports(partner.partnerId)))).toMatchObject({
      reports: [],
      version: 4,
    });
    for (const name of ["c", "d"]) await report(`it@${name}.example`);
    expect(await readPartner(product(), partner.partnerId)).toMatchObject({ frozen: false });
  });

  it("sees the current state of every partner, newest first", async () => {
    const partners = [];
    for (let at = 0; at < 3; at++) partners.unshift(await product().partner());
    const first = await listPartners(product().table, { limit: 2, cursor: null });
    expect(first.items.map(({ id }) => id)).toEqual(partners.slice(0, 2).map(({ partnerId }) => partnerId));
    const second = await listPartners(product().table, { limit: 100, cursor: first.next });
    expect(second.items[0]?.id).toBe(partners[2]?.partnerId);
    expect(second.next).toBeNull();
    const requests = await product().store.requests(() => listPartners(product().table, { limit: 50, cursor: null }));
    expect(requests).toEqual({ Query: 1, BatchGetItem: 1 });
  });
});
