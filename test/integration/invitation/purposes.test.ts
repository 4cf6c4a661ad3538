import { beforeEach, describe, expect, it } from "vitest";
import { offerDigest } from "../../../shared/crypto/digests.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { readForPartner, readRelationship } from "../../../shared/relationship/rules/reading.ts";
import { createTemplate } from "../../../shared/templates/commands.ts";
import type { Partner } from "../../actors/partner.ts";
import { openProduct, refused } from "../../actors/product.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

const product = openProduct();
let partner: Partner;
beforeEach(async () => {
  partner = await product().partner();
});

const permissions = ["users.admin", "licenses.admin"];
const given = { purpose: "Migration in May", purposes: { "users.admin": "To create mailboxes" } };
const asked = { ...given, permissions };
const grantsOf = async (id: string) => readForPartner(await product().storedRelationship(id), now).grants;

describe("the purposes of a request", () => {
  it("are frozen in the offer under its digest, and are in the answer of every command", async () => {
    const { id, reading } = await partner.create(asked);
    expect(reading).toMatchObject(given);
    const { issue } = await product().storedInvitation(id);
    expect(issue?.offer).toMatchObject(given);
    expect(issue?.offerDigest).toBe(offerDigest(issue!.offer));
    for (const { reading: later } of [await partner.resend(id), await partner.cancel(id)])
      expect(later).toMatchObject(given);
  });

  it("leave no trace in an offer where none are given", async () => {
    const { id, reading } = await partner.create({ permissions });
    expect(reading).toMatchObject({ purpose: null, purposes: {} });
    const { issue } = await product().storedInvitation(id);
    expect(Object.keys(issue!.offer).filter((name) => name.startsWith("purpose"))).toEqual([]);
  });

  it("are told when they are written and sent, and in no later event", async () => {
    const { id, customer } = await partner.invite(asked);
    await customer.see();
    await customer.accept();
    const told = (await readHistory(product().table, id)).map(({ type, data }) => {
      const { purpose, purposes } = data["invitation"] as Partial<typeof given>;
      return [type, purpose, purposes];
    });
    const { purpose, purposes } = given;
    expect(told).toEqual([
      ["InvitationCreated", purpose, purposes],
      ["InvitationIssued", purpose, purposes],
      ["InvitationViewed", undefined, undefined],
      ["InvitationAccepted", undefined, undefined],
    ]);
  });

  it("stay with the grants, each with its own or else that of the request, and are in no event of the relationship", async () => {
    const { relationshipId } = await partner.connect(asked);
    expect((await grantsOf(relationshipId)).map(({ permission, purpose }) => [permission, purpose])).toEqual([
      ["users.admin", "To create mailboxes"],
      ["licenses.admin", "Migration in May"],
    ]);
    const reading = readRelationship(await product().storedRelationship(relationshipId), now);
    expect(JSON.stringify(reading)).not.toContain("May");
    expect(JSON.stringify(await readHistory(product().table, relationshipId))).not.toContain("mailboxes");
  });

  it("are replaced by an amendment that gives others, and kept by one that gives none", async () => {
    const { relationshipId } = await partner.connect({ ...asked, duration: "P30D" });
    const day = later({ days: 1 });
    const amend = async (named: object) => {
      const { id } = await partner.amend(relationshipId, { permissions: ["users.admin"], ...named }, { at: day });
      await (await product().customer(id)).accept({ agreed: false }, day);
      return (await grantsOf(relationshipId)).find(({ permission }) => permission === "users.admin")?.purpose;
    };
    expect(await amend({ duration: "P60D" })).toBe("To create mailboxes");
    expect(await amend({ duration: "P90D", purpose: "Operation" })).toBe("Operation");
  });

  it("change in a draft as they are given, and go with their permissions", async () => {
    const { id } = await partner.create({ ...asked, send: null });
    expect((await partner.edit(id, { permissions: ["licenses.admin"] })).reading).toMatchObject({
      ...{ purpose: given.purpose, purposes: {} },
    });
    const edited = { purpose: null, purposes: { "licenses.admin": "To buy seats" } };
    expect((await partner.edit(id, edited)).reading).toMatchObject(edited);
    expect((await partner.edit(id, { purposes: {} })).reading).toMatchObject({ purposes: {} });
    expect((await refused(partner.edit(id, { purposes: { "users.admin": "Why?" } }))).faults).toMatchObject([
      { pointer: "/purposes", code: "purpose-not-asked" },
    ]);
  });

  it("come from a template as far as its permissions are asked", async () => {
    const input = { name: "Migration", ...asked };
    const { template } = await createTemplate(product(), input, partner.cause(), null);
    const create = async (named: object) =>
      (await partner.create({ template: template.id, send: null, ...named })).reading;
    expect(await create({})).toMatchObject(asked);
    expect(await create({ permissions: ["licenses.admin"] })).toMatchObject({ purpose: given.purpose, purposes: {} });
    expect(await create({ purpose: "Another" })).toMatchObject({ purpose: "Another", purposes: given.purposes });
  });
});
