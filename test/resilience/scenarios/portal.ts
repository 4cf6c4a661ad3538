import { expect } from "vitest";
import { idIn } from "../../../infra/local/actors/caller.ts";
import { newAddress } from "../../../infra/local/actors/partner.ts";
import { anyVersion, done, itemsIn, read, simulated, type Scenario, type Setting } from "./scenario.ts";

/** What the administrators of customers do in the portal, and what the operator does for them. */
export function portalScenarios(setting: Setting): readonly Scenario[] {
  const { local, idle, sales, admin, customer, mailbox, operator, administrator, mailsTo } = setting;
  /** Signs in, takes permissions back and ends the relationship. */
  const actInPortal: Scenario["begin"] = async () => {
    const { id, email, customerId, relationshipId } = await admin.connect({}, { permission: ["directory.admin"] });
    const partnerId = String((await read(admin.profile()))["id"]);
    return async () => {
      const portal = await setting.signIn(email);
      for (const status of ["blocked", "neither"]) await done(portal.changeSenders(customerId, { partnerId, status }));
      await done(portal.rename(customerId, "Contoso Ltd"));
      // If the first answer was lost, the address is waiting already when it is added again.
      const { status } = await portal.add(customerId, email.replace("it@", "colleague@"));
      expect([303, 422]).toContain(status);
      await done(portal.relationship(relationshipId));
      await done(portal.pause(relationshipId, "directory.admin"));
      await done(portal.pause(relationshipId));
      await done(portal.resume(relationshipId));
      await done(portal.removePermissions(relationshipId));
      const waiting = idIn(await sales.create({ customer: { email }, permissions: ["users.admin"], send: "email" }));
      await done(portal.endRelationship(relationshipId));
      await done(portal.signOutEverywhere());
      expect((await portal.relationship(relationshipId)).status).toBe(303);
      await setting.expectInvitation(waiting, { status: "cancelled" });
      await setting.expectInvitation(id, { status: "accepted" });
    };
  };

  const scenarios: Readonly<Record<string, () => Promise<void>>> = {
    "the operator recovers a customer, and its administrator stops that": async () => {
      const { email, customerId } = await admin.connect();
      const found = await read(operator.customers({ q: customerId }));
      expect(found).toMatchObject({ items: [{ id: customerId }] });
      const changed = await read(operator.changeCustomer(customerId, { externalId: customerId }, anyVersion));
      expect(changed).toMatchObject({ externalId: customerId });
      await done(operator.recover(customerId, email.replace("it@", "mallory@")));
      await idle();
      await done(administrator.followLink(await mailbox.link(email, "/stop/")));
      expect(await read(operator.customer(customerId))).toMatchObject({ recovery: { status: "stopped" } });
    },

    "the only administrator's mailbox is gone, and open requests to it are cancelled": async () => {
      const email = simulated("late");
      const { customerId } = await admin.connect({ customer: { email } }, { permission: [] });
      const waiting = idIn(await sales.create({ customer: { email }, permissions: ["users.admin"], send: "self" }));
      await local.advance("P1DT1H");
      const lost = await read(sales.read(waiting));
      expect(lost).toMatchObject({ status: "cancelled", cancelCode: "addressee-left" });
      const unattended = await itemsIn(operator.customers({ unattended: "true", limit: 100 }));
      expect(unattended.map(({ id }) => id)).toContain(customerId);
      await done(operator.lookUp(email));
      await done(operator.lift(email));
    },

    "the recipient of a code did not request it, and the invitation is reported": async () => {
      const { id, email, link } = await sales.invite({ send: "self" });
      await customer.done(customer.requestCode(link));
      await customer.done(administrator.followLink(await mailbox.link(email, "/stop/")));
      expect((await itemsIn(sales.history(id))).map(({ type }) => type)).toContain("InvitationReported");
      // Enough reports freeze a partner, and later scenarios need it.
      const { id: own, frozen } = await read(admin.profile());
      if (frozen === true) await done(operator.release(String(own)));
    },

    "a partner asks for more in a live relationship, and its administrator accepts": async () => {
      const { email, relationshipId } = await admin.connect({}, { permission: ["directory.admin"] });
      const more = idIn(await sales.amend(relationshipId, { permissions: ["users.admin"], send: "email" }));
      await idle();
      await customer.done(customer.accept(await mailbox.personalLink(email), { permission: ["users.admin"] }));
      await setting.expectInvitation(more, { status: "accepted", origin: "amendment", relationshipId });
    },

    "a partner gives permissions back and ends a relationship, which the operator suspended before": async () => {
      const permission = ["directory.admin", "office365.admin"];
      const { email, relationshipId: id } = await admin.connect({}, { permission });
      expect(await read(operator.suspend(id))).toMatchObject({ status: "suspended" });
      // The list follows the event, which may be late.
      await itemsIn(operator.relationships({ status: "suspended" }));
      expect(await read(operator.relationship(id))).toMatchObject({ suspensions: [{ reason: "A dispute" }] });
      expect(await read(operator.resume(id))).toMatchObject({ status: "active" });
      const at = new Date(local.parts.clock.now()).toISOString();
      const reported = await read(operator.reportRemoved(id, { permissions: ["directory.admin"], by: email, at }));
      expect(reported).toMatchObject({ adminPermissions: "partly-granted" });
      expect(await read(admin.giveBack(id, "office365.admin"))).toMatchObject({ adminPermissions: "removed" });
      const waiting = idIn(await sales.create({ customer: { email }, permissions: ["users.admin"], send: "email" }));
      expect(await read(admin.terminate(id, { dryRun: true }))).toEqual({ blockers: [] });
      expect(await read(admin.terminate(id))).toMatchObject({ termination: { by: "partner" } });
      await setting.expectInvitation(waiting, { status: "cancelled" });
    },

    "an administrator adds another, removes it and ends the relationship": async () => {
      const { email, customerId, relationshipId } = await admin.connect({}, { permission: ["directory.admin"] });
      const added = newAddress();
      const portal = await administrator.signIn(email);
      await done(portal.add(customerId, added));
      await customer.done(administrator.confirm(added));
      expect(mailsTo(email).map(({ subject }) => subject)).toContainEqual(expect.stringContaining(added));
      await customer.done(portal.remove(customerId, await portal.idOf(customerId, added)));
      await done(portal.endRelationship(relationshipId));
      await done(portal.signOut());
      // A mail whose answer is lost is sent once more.
      expect(new Set(mailsTo(added).map(({ subject }) => subject)).size).toBe(3);
    },
  };
  return [
    ...[
      {
        name: "a customer removes permissions in the portal and ends the relationship",
        begin: actInPortal,
        asksAgain: true,
      },
    ],
    ...Object.entries(scenarios).map(([name, play]) => ({ name, asksAgain: false, begin: async () => play })),
  ];
}
