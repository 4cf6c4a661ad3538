import { expect } from "vitest";
import { idIn } from "../../../infra/local/actors/caller.ts";
import { newAddress } from "../../../infra/local/actors/partner.ts";
import { anyVersion, done, itemsIn, read, simulated, type Scenario, type Setting } from "./scenario.ts";
import { settle } from "../settle.ts";

/** What happens to invitations and their mails. Each of these asks again for what was lost. */
export function invitationScenarios(setting: Setting): readonly Scenario[] {
  const { local, sales, admin, customer, mailbox, administrator, expectInvitation, codeFor } = setting;
  const scenarios: Readonly<Record<string, Scenario["begin"]>> = {
    "a partner writes, edits, annotates, mails and lists an invitation": async () => async () => {
      const id = idIn(await sales.create({ customer: { email: newAddress() }, reminders: [] }));
      await done(sales.edit(id, { expiresIn: "P20D" }, anyVersion));
      await done(sales.note(id, { reference: "42" }));
      await done(sales.send(id));
      await local.idle();
      expect(await read(sales.list({ limit: 1 }))).toMatchObject({ items: [{ id }] });
      expect(await read(sales.list({ limit: 1, status: "pending" }))).toMatchObject({ items: [{ id }] });
      expect((await itemsIn(sales.history(id))).map(({ type }) => type)).toContain("InvitationIssued");
      expect(await read(sales.call("GET", "/v1/metrics"))).toHaveProperty("expiringSoon.more", false);
      await expectInvitation(id, { status: "pending", reference: "42", delivery: { status: "delivered" } });
    },

    "a customer proves the mailbox and accepts": async () => {
      const { id, email, link } = await sales.invite({ send: "self" });
      return async () => {
        await done(customer.see(link));
        await done(customer.accept(link, { code: await codeFor(link, email) }));
        await expectInvitation(id, { status: "accepted" });
        expect((await customer.receipt(link)).text).toContain(email);
        const own = (await itemsIn(sales.customers({ limit: 50 }))).find(
          ({ domain }) => domain === email.split("@")[1],
        );
        expect(await read(sales.customer(String(own?.["id"])))).toMatchObject({ contacts: [{ email }] });
      };
    },

    "a partner finds a customer by its alias, and reads what there is between them": async () => {
      const { customerId, relationshipId, email } = await sales.connect();
      await sales.connect();
      const alias = `Öko ${customerId.slice(-8)}`;
      return async () => {
        expect(await read(sales.annotateCustomer(customerId, { alias, tags: [customerId] }))).toMatchObject({ alias });
        await local.idle();
        for (const query of [{ q: alias.slice(4) }, { tag: customerId }, { q: email }])
          expect(await read(sales.customers(query))).toMatchObject({ items: [{ id: customerId }], next: null });
        const { next } = await read(sales.customers({ limit: 1 }));
        expect(await itemsIn(sales.customers({ limit: 1, cursor: String(next) }))).toHaveLength(1);
        expect((await itemsIn(sales.customerHistory(customerId))).length).toBeGreaterThan(1);
        expect(await read(sales.relationships({ customerId }))).toMatchObject({ items: [{ id: relationshipId }] });
        for (const query of [{ limit: 1 }, { limit: 1, expiringWithin: "P1000D" }])
          expect(await itemsIn(sales.relationships(query))).toHaveLength(1);
        expect(await read(sales.relationship(relationshipId))).toMatchObject({ status: "active" });
        expect(await itemsIn(sales.relationshipHistory(relationshipId))).not.toEqual([]);
      };
    },

    "a customer looks at the page": async () => {
      const { id, link } = await sales.invite({ send: "self" });
      return async () => {
        await done(customer.see(link));
        await expectInvitation(id, { status: "pending" });
      };
    },

    "a customer declines": async () => {
      const { id, link } = await sales.invite();
      return async () => {
        await done(customer.decline(link));
        await expectInvitation(id, { status: "declined" });
      };
    },

    "a partner cancels": async () => {
      const { id } = await sales.invite();
      return async () => {
        await done(sales.cancel(id));
        await expectInvitation(id, { status: "cancelled" });
      };
    },

    "a reminder comes due": async () => {
      const { id } = await sales.invite({ reminders: ["P3D"] });
      return async () => {
        await local.advance("P3D");
        await expectInvitation(id, { status: "pending", reminders: { sent: 1, nextAt: null } });
      };
    },

    "a reminder that SES refuses at first is sent later": async () => {
      const { id } = await sales.invite({ reminders: ["P3D"] });
      return async () => {
        // More than one, for mails of other invitations may go out at the same time.
        local.parts.faults.add({ service: "ses", operation: "SendRawEmail", error: "Throttling", times: 6 });
        await local.advance("P3D");
        await local.advance("PT1H");
        await expectInvitation(id, { status: "pending", reminders: { sent: 1, nextAt: null } });
      };
    },

    "an invitation whose mail bounced has no reminder, and expires": async () => async () => {
      // The simulator's addresses are one mailbox, and the number of requests to a mailbox is limited per day.
      await local.advance("P1D");
      const customer = { email: simulated("bounce") };
      const id = idIn(await sales.create({ customer, send: "email", reminders: ["P3D"], expiresIn: "P5D" }));
      await local.advance("P3D");
      await expectInvitation(id, { delivery: { status: "bounced" }, reminders: { sent: 0, nextAt: null } });
      await local.advance("P5D");
      await expectInvitation(id, { status: "expired" });
    },

    "the mail of a code bounces, and its partner is notified": async () => {
      await local.advance("P1D");
      const { id, link } = await sales.invite({ send: "self", customer: { email: simulated("bounce") } });
      return async () => {
        await done(customer.requestCode(link));
        await expectInvitation(id, { status: "pending", delivery: { status: "bounced" } });
      };
    },

    "the mail of a notice bounces, and only the address is affected": async () => {
      const notified = simulated("late");
      await done(admin.changeProfile({ notifications: [notified] }, anyVersion));
      await local.idle();
      await done(administrator.followLink(await mailbox.link(notified, "/confirm/")));
      const { id, link } = await sales.invite();
      return async () => {
        await done(customer.decline(link));
        await local.idle();
        await local.advance("P1DT1H");
        await expectInvitation(id, { status: "declined" });
      };
    },

    "a customer unsubscribes from a partner's reminders": async () => {
      const { id, email } = await sales.invite({ reminders: ["P3D", "P5D"] });
      await local.advance("P3D");
      const link = await mailbox.link(email, "/u/");
      return async () => {
        await done(customer.open(link));
        await done(customer.post(link, { "List-Unsubscribe": "One-Click" }));
        await local.advance("P3D");
        await expectInvitation(id, { status: "pending", reminders: { sent: 1 } });
      };
    },

    "an event that the bus refuses is published again by schedule": async () => async () => {
      const poison = local.parts.queues.find(({ shortName }) => shortName === "poison")!;
      const id = await setting.inviteRefused();
      for (let left = 5; left > 0; left--) {
        await local.advance("PT1H");
        if (poison.messages.length === 0) break;
      }
      await settle(local);
      expect(setting.published(id)).toHaveLength(2);
    },

    "permissions are announced to end, and end": async () => {
      const { id } = await sales.connect({ duration: "P9D" });
      return async () => {
        await local.advance("P3D");
        await local.advance("P7D");
        await expectInvitation(id, { status: "accepted" });
      };
    },
  };
  return Object.entries(scenarios).map(([name, begin]) => ({ name, asksAgain: true, begin }));
}
