import { describe, expect, it } from "vitest";
import { readKnownSenders } from "../../shared/customer/commands/change-senders.ts";
import { recordDelivery } from "../../shared/delivery/commands/record-delivery.ts";
import { readInvitation } from "../../shared/invitation/reads/read-invitation.ts";
import type { SenderStatus } from "../../shared/customer/rules/senders.ts";
import {
  addressPlace,
  addressStatusOf,
  unsubscribe,
  type StoppableMail,
  type UnsubscribeScope,
} from "../../shared/delivery/address-item.ts";
import { later, now } from "../support/builders/fixed-clock.ts";
import type { Administrator } from "../actors/administrator.ts";
import { listenToEachLog } from "../support/stack/log-lines.ts";
import { openProduct, refused } from "../actors/product.ts";

const product = openProduct();
listenToEachLog();

let made = 0;
const newEmail = (): string => `mail@mailability-${++made}.example`;
const bounce = (email: string) => product().mailService.suppress(email);
const administrators = new Map<string, Promise<Administrator>>();
/** The administrator of the one customer of an address, founded when it is first asked for. */
const speakerOf = (email: string) => {
  const known = administrators.get(email) ?? product().founder(email);
  administrators.set(email, known);
  return known;
};
/** The customer of an address blocks or lists a partner. */
const hold = async (email: string, partnerId: string, status: SenderStatus): Promise<void> =>
  (await speakerOf(email)).changeSenders({ partnerId, status });
const stop = async (
  email: string,
  partnerId: string,
  scope: UnsubscribeScope,
  mail: StoppableMail = "reminders",
): Promise<boolean> =>
  unsubscribe(product().table, { address: await product().addressOf(email), partnerId }, { mail, scope }, now);
const statusAt = async (email: string, partnerId: string) =>
  addressStatusOf({ address: await product().table.read(addressPlace(await product().addressOf(email))) }, partnerId);

describe("an address that gets no mail", () => {
  it("can have drafts, but refuses anything that would be sent to it", async () => {
    const partner = await product().partner();
    const email = newEmail();
    const pending = (await partner.create({ email })).id;
    const ended = (await partner.create({ email, relationship: "advisor", expiresIn: "P1D" })).id;
    const draft = (await partner.create({ email, send: null })).id;
    const elsewhere = (await partner.create()).id;
    await bounce(email);

    expect((await partner.create({ email, send: null })).status).toBe(201);
    const acts = [
      partner.create({ email: email.toUpperCase(), relationship: "advisor", permissions: [] }),
      partner.create({ email, send: "self", relationship: "advisor", permissions: [] }),
      partner.resend(pending),
      partner.resend(pending, { rotate: true }),
      partner.renew(ended, { at: later({ days: 2 }) }),
      partner.correctAddress(elsewhere, email),
    ];
    const kinds = await Promise.all(acts.map(async (act) => (await refused(act)).kind));
    expect(kinds).toEqual(acts.map(() => "suppressed-address"));
    await partner.cancel(pending);
    expect((await refused(partner.send(draft, "email"))).kind).toBe("suppressed-address");
  });

  it("gives the same error whether it bounced, complained, blocks the partner or refuses requests", async () => {
    const partner = await product().partner();
    const emails = [newEmail(), newEmail(), newEmail(), newEmail()] as const;
    await bounce(emails[0]);
    await product().mailService.suppress(emails[1], "complaint");
    await hold(emails[2], partner.partnerId, "blocked");
    await stop(emails[3], partner.partnerId, "partner", "requests");
    const refusals = await Promise.all(emails.map((email) => refused(partner.create({ email }))));
    expect(new Set(refusals.map(({ kind, message, members }) => JSON.stringify({ kind, message, members }))).size).toBe(
      1,
    );
    const other = await product().partner();
    expect((await other.create({ email: emails[2] })).status).toBe(201);
  });

  it("is reported only when nothing else prevents the invitation from being sent", async () => {
    const partner = await product().partner();
    const email = newEmail();
    const { id } = await partner.create({ email });
    await bounce(email);
    expect((await refused(partner.send(id, "email"))).kind).toBe("wrong-state");
    expect((await refused(partner.create({ email, permissions: ["nonsense"] }))).kind).toBe("unknown-permission");
  });
});

describe("a customer's sender settings", () => {
  const refusal = { kind: "suppressed-address" };
  const blocked = { kind: "partner-blocked", faults: [{ pointer: "/customer", code: "partner-blocked" }] };

  it("apply to its administrators' addresses, and to no other address of the mail domain", async () => {
    const [partner, other] = [await product().partner(), await product().partner()];
    const email = newEmail();
    const colleague = email.replace("mail@", "colleague@");
    const pending = (await partner.create({ email })).id;
    const draft = (await partner.create({ email, send: null, relationship: "advisor" })).id;
    await hold(email, partner.partnerId, "blocked");

    const elsewhere = (await partner.create()).id;
    const acts = [partner.send(draft, "self"), partner.resend(pending), partner.correctAddress(elsewhere, email)];
    for (const refusedOne of await Promise.all(acts.map(refused))) expect(refusedOne).toMatchObject(refusal);
    expect((await other.create({ email })).status).toBe(201);
    expect((await partner.create({ email: colleague })).status).toBe(201);
    await hold(email, partner.partnerId, "neither");
    expect((await partner.send(draft, "self")).status).toBe(200);
  });

  it("block accepting an open permission request until they allow the partner; declining stays possible", async () => {
    const partner = await product().partner();
    const email = newEmail();
    const asked = { email, permissions: ["users.admin"] };
    const { relationshipId, customerId, administrator: founder } = await partner.connect(asked, { granted: [] });
    const say = (status: SenderStatus) => founder.changeSenders({ partnerId: partner.partnerId, status });
    const { id } = await partner.create({ email, permissions: ["users.admin"] });
    await say("blocked");
    const customer = await product().customer(id);
    const before = await partner.read(id);
    for (const whom of [null, "new", customerId])
      expect(await refused(customer.accept({ customer: whom }))).toMatchObject(blocked);
    expect(await partner.read(id)).toEqual(before);
    expect(await customer.open()).toMatchObject({ kind: "found", found: { isRefused: true } });
    await say("neither");
    expect(await customer.accept()).toBe("done");

    await founder.removePermissions(relationshipId);
    const again = (await partner.create({ email, permissions: ["users.admin"] })).id;
    await say("blocked");
    expect(await (await product().customer(again)).decline()).toBe("done");
  });

  it("block accepting a request for a new relationship while all customers of the address exclude the partner", async () => {
    const partner = await product().partner();
    const email = newEmail();
    const { customerId } = await speakerOf(email);
    const { id } = await partner.create({ email });
    const another = (await partner.create({ email, relationship: "advisor", anotherOrganization: true })).id;
    await hold(email, partner.partnerId, "blocked");
    for (const request of [id, another])
      for (const whom of [null, "new", customerId])
        expect(await refused((await product().customer(request)).accept({ customer: whom }))).toMatchObject(blocked);
    expect((await partner.read(id)).invitation.status).toBe("pending");

    const second = await product().founder(email);
    const customer = await product().customer(id);
    expect((await refused(customer.accept({ customer: customerId }))).kind).toBe("customer-needed");
    expect(await customer.accept({ customer: second.customerId })).toBe("done");
    expect(await (await product().customer(another)).accept({ customer: "new" })).toBe("done");
  });

  it("can be changed only by administrators and name only partners, and a repetition changes nothing", async () => {
    const partner = await product().partner();
    const moment = await product().founder(newEmail());
    const block = { partnerId: partner.partnerId, status: "blocked" } as const;
    await Promise.all([1, 2, 3].map(() => moment.changeSenders(block)));
    const { senders, partners } = await readKnownSenders(product(), moment.customerId);
    expect(senders).toMatchObject({ version: 1, blocked: [partner.partnerId] });
    expect(partners.map(({ id }) => id)).toEqual([partner.partnerId]);
    for (const partnerId of ["ptn_01JD00000000000000000000ZZ", "x"]) {
      expect(await refused(moment.changeSenders({ ...block, partnerId }))).toMatchObject({
        kind: "not-found",
      });
    }
    const stranger = await product().administrator(moment.customerId, { email: newEmail() });
    expect(await refused(stranger.changeSenders({ mode: "listed" }))).toMatchObject({ kind: "not-found" });
  });
});

describe("a customer who unsubscribed from requests", () => {
  it("gets no requests at any tag of the mailbox, and can still answer the open request", async () => {
    const partner = await product().partner();
    const email = newEmail();
    const tagged = email.replace("@", "+orders@");
    const colleague = email.replace("mail@", "colleague@");
    const { id } = await partner.create({ email });
    const handed = (await partner.create({ email: colleague })).id;
    const elsewhere = (await partner.create()).id;
    const draft = (await partner.create({ email, relationship: "advisor", send: null })).id;
    const passing = await product().customer(handed);
    await passing.requestCode();
    await stop(email, partner.partnerId, "partner", "requests");
    const acts = [
      partner.create({ email: tagged }),
      partner.create({ email, send: "self", relationship: "advisor", permissions: [] }),
      partner.send(draft, "email"),
      partner.resend(id),
      partner.correctAddress(elsewhere, tagged),
    ];
    const kinds = await Promise.all(acts.map(async (act) => (await refused(act)).kind));
    expect(kinds).toEqual(acts.map(() => "suppressed-address"));
    expect(await refused(passing.handOver(email, await passing.code()))).toMatchObject({
      faults: [{ pointer: "/email", code: "address-suppressed" }],
    });

    const customer = await product().customer(id);
    await customer.requestCode();
    await customer.decline();
    expect((await partner.read(id)).invitation.status).toBe("declined");
  });
});

describe("a bounce", () => {
  it("is written together with the suppression of its address, even when it is reported twice", async () => {
    const partner = await product().partner();
    const email = newEmail();
    const { id } = await partner.create({ email });
    const suppressed = {
      address: await product().addressOf(email),
      suppression: { reason: "bounce", at: now },
    } as const;
    const ofMail = { mailSequence: 2, linkVersion: 1, at: now, reason: null, messageId: null };
    const report = { outcome: "bounced", ...ofMail } as const;
    const cause = { now, actor: { kind: "system", id: "ses" }, correlationId: "c", causationId: null } as const;
    const both = await Promise.all([1, 2].map(() => recordDelivery(product(), id, report, cause, { suppressed })));
    expect(both.toSorted()).toEqual([false, true]);
    expect((await statusAt(email, partner.partnerId)).suppressed).toEqual({ reason: "bounce", at: now });
  });
});

describe("an unsubscription from reminders", () => {
  const nextOf = async (id: string, partnerId: string) =>
    (await readInvitation(product(), partnerId, id, later({ days: 4 }))).reading.reminders.nextAt;

  it("is read in a second request only when a reminder is still planned", async () => {
    const partner = await product().partner();
    const planned = (await partner.create()).id;
    await product().mailService.report(planned);
    const unplanned = (await partner.create({ reminders: [] })).id;
    const read = (id: string) => product().store.requests(() => nextOf(id, partner.partnerId));
    expect([await read(planned), await read(unplanned)]).toEqual([{ BatchGetItem: 2 }, { BatchGetItem: 1 }]);
    expect(await nextOf(planned, partner.partnerId)).toBe(later({ days: 4 }));
  });

  it("is kept after a bounce, and the bounce after another unsubscription", async () => {
    const { partnerId } = await product().partner();
    const email = newEmail();
    await stop(email, partnerId, "partner");
    await bounce(email);
    await stop(email, partnerId, "all");
    expect(await statusAt(email, partnerId)).toEqual({
      ...{ suppressed: { reason: "bounce", at: now }, blocked: false, unsubscribed: true },
    });
  });
});
