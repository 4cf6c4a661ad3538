import { describe, expect, it } from "vitest";
import type { Mail } from "../../infra/local/ses/mailbox.ts";
import { answerOffer, invite, linkIn, mailedInvitation, mailsTo, ownLinksIn, yes } from "../support/stack/mailed.ts";
import { openPortal } from "../support/pages/portal-session.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

/** A customer who has accepted, with all that it granted. */
async function connected(body: object = {}) {
  const { id, link, email } = await mailedInvitation(stack(), { permissions: ["users.admin", "helpdesk"], ...body });
  await answerOffer(stack(), link, yes);
  await stack().local.idle();
  const { json } = await stack().ask(contoso, "GET", `/v1/invitations/${id}`);
  return { email, relationshipId: String(json["relationshipId"]), customerId: String(json["customerId"]) };
}
const typesOf = (relationshipId: string): string[] =>
  stack()
    .published()
    .map(({ detailType, detail }) => ({ detailType, detail: detail as { metadata: { aggregate: string } } }))
    .filter(({ detail }) => detail.metadata.aggregate === relationshipId)
    .map(({ detailType }) => detailType);
/** What a side got about a relationship, after the mails of its acceptance. */
const toldPartner = (relationshipId: string): string[] =>
  stack()
    .local.mails.filter(({ text }) => text.includes(`Relationship ${relationshipId}`))
    .map(({ subject }) => subject);
const toldCustomer = (email: string): readonly Mail[] =>
  mailsTo(stack(), email).filter(({ links }) => links.some((link) => link.includes("/portal/relationships/")));

describe("(A10) a customer who took the permissions back and is asked again", () => {
  it("sees the permissions only, and the relationship goes on", async () => {
    const { email, relationshipId, customerId } = await connected();
    const portal = await openPortal(stack(), email);
    expect((await portal.post(`/portal/relationships/${relationshipId}/remove`)).status).toBe(303);
    await stack().local.idle();
    expect(toldPartner(relationshipId)).toEqual([`${email} took permissions back`]);
    const customerPath = `/v1/customers/${customerId}`;
    const removed = await stack().ask(contoso, "GET", customerPath);
    expect(removed.json["relationships"]).toMatchObject([
      { id: relationshipId, status: "active", adminPermissions: "removed", supportResponsibility: "partner" },
    ]);

    const { json } = await invite(stack(), { customer: { email }, permissions: ["helpdesk"] });
    expect(json["relationshipId"]).toBe(relationshipId);
    await stack().local.idle();
    await answerOffer(stack(), linkIn(mailsTo(stack(), email).at(-1)!), yes);
    await stack().local.idle();
    expect(typesOf(relationshipId)).toEqual(["RelationshipEstablished", "PermissionsRemoved", "RelationshipAmended"]);
    expect((await stack().ask(contoso, "GET", customerPath)).json["relationships"]).toMatchObject([
      { id: relationshipId, version: 3, adminPermissions: "granted" },
    ]);
  });
});

describe("(E38) time", () => {
  it("tells both sides 30, 7 and 1 days before permissions end, and on the day", async () => {
    const { email, relationshipId } = await connected({ duration: "P40D" });
    // To the eve of each notice, which brings nothing, and past it.
    for (const days of ["P9D", "P2D", "P21D", "P2D", "P4D", "PT36H", "P2D"]) await stack().local.advance(days);
    expect(typesOf(relationshipId)).toEqual([
      "RelationshipEstablished",
      ...Array.from({ length: 3 }, () => "PermissionsExpiring"),
      "PermissionsExpired",
    ]);
    const told = toldCustomer(email);
    expect(told).toHaveLength(4);
    expect(told.map(({ subject }) => subject.includes("have ended"))).toEqual([false, false, false, true]);
    for (const mail of told)
      expect(ownLinksIn(stack(), mail)).toEqual([
        expect.stringMatching(`/portal/relationships/${relationshipId}/renew$`),
      ]);
    expect(toldPartner(relationshipId)).toHaveLength(4);
  }, 120_000);

  it("(E34) announces an extension once, and extends", async () => {
    const { email, relationshipId } = await connected({ duration: "P40D", autoExtend: true });
    for (const days of ["P9D", "P2D", "P28D", "P2D", "P4D"]) await stack().local.advance(days);
    expect(typesOf(relationshipId).slice(1)).toEqual(["PermissionsExpiring", "PermissionsExtended"]);
    expect(toldCustomer(email).map(({ subject }) => subject.replace(/ on .+$/, ""))).toEqual([
      "Permissions of Contoso Partner extend themselves",
      "Permissions of Contoso Partner were extended",
    ]);
    expect(toldPartner(relationshipId)).toHaveLength(2);
  }, 120_000);

  it("that jumps brings what was missed once", async () => {
    const { email, relationshipId } = await connected({ duration: "P40D" });
    await stack().local.advance("P38D");
    await stack().local.advance("P300D");
    expect(typesOf(relationshipId).slice(1)).toEqual(["PermissionsExpiring", "PermissionsExpired"]);
    expect(toldCustomer(email)).toHaveLength(2);
  });
});

describe("(E36) a customer who ends the relationship", () => {
  it("is told so, as is the partner, whose open request is taken back", async () => {
    const { email, relationshipId, customerId } = await connected();
    const portal = await openPortal(stack(), email);
    expect((await portal.post(`/portal/relationships/${relationshipId}/remove`)).status).toBe(303);
    const open = String((await invite(stack(), { customer: { email } })).json["id"]);
    const reason = "We do it ourselves";
    expect((await portal.post(`/portal/relationships/${relationshipId}/end`, { reason })).status).toBe(303);
    await stack().local.idle();
    expect((await stack().ask(contoso, "GET", `/v1/invitations/${open}`)).json).toMatchObject({ status: "cancelled" });
    expect((await stack().ask(contoso, "GET", `/v1/customers/${customerId}`)).json["relationships"]).toEqual([]);
    expect(toldCustomer(email).map(({ subject }) => subject)).toEqual([
      `Ada Lovelace took back permissions of Contoso Partner for ${email}`,
      `Ada Lovelace ended the relationship between ${email} and Contoso Partner`,
    ]);
    expect(toldPartner(relationshipId)).toContain(`${email} ended the relationship with you`);
    const again = await invite(stack(), { customer: { email } });
    expect(again).toMatchObject({ status: 201, json: { relationshipId: null } });
  });
});
