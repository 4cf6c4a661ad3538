import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sweepDue } from "../../functions/sweep-due/handler.ts";
import { changeSenders, readKnownSenders } from "../../shared/customer/commands/change-senders.ts";
import { removePermissions } from "../../shared/relationship/commands/remove-permissions.ts";
import { recordDelivery } from "../../shared/delivery/commands/record-delivery.ts";
import { readInvitation } from "../../shared/invitation/reads/read-invitation.ts";
import { readReminders } from "../../shared/invitation/reads/read-reminders.ts";
import { addressPseudonym } from "../../shared/crypto/pseudonyms.ts";
import type { SenderStanding } from "../../shared/customer/rules/senders.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { dueShards } from "../../shared/names.ts";
import {
  addressPlace,
  standingOf,
  suppress,
  unsubscribe,
  type StoppableMail,
  type UnsubscribeScope,
} from "../../shared/delivery/address-item.ts";
import { codeKeys } from "../../shared/codes/item.ts";
import { rawPlace } from "../support/table/raw-place.ts";
import { later, now } from "../support/builders/fixed-clock.ts";
import { anAdministrator } from "../support/administrators.ts";
import { listenToLog } from "../support/stack/log-lines.ts";
import { openOffice, refused } from "../support/office.ts";
import { administratorOf, relationshipOf } from "../support/relations.ts";

const office = openOffice();
beforeEach(() => void listenToLog());
afterEach(() => void vi.restoreAllMocks());

let made = 0;
const newEmail = (): string => `mail@mailability-${++made}.example`;
const pseudonymOf = async (email: string): Promise<string> => addressPseudonym(email, await office().masterKey());
const bounce = async (email: string): Promise<boolean> =>
  suppress(office().table, await pseudonymOf(email), { reason: "bounce", at: now });
const administrators = new Map<string, ReturnType<typeof anAdministrator>>();
/** The administrator of the one customer of an address, founded when it is first asked for. */
const speakerOf = (email: string) => {
  const known = administrators.get(email) ?? anAdministrator(office(), email);
  administrators.set(email, known);
  return known;
};
/** The customer of an address blocks or lists a partner. */
const hold = async (email: string, partnerId: string, standing: SenderStanding): Promise<void> =>
  changeSenders(office(), { partnerId, standing }, await speakerOf(email));
const takeOnlyListed = async (email: string): Promise<void> =>
  changeSenders(office(), { mode: "listed" }, await speakerOf(email));
const stop = async (
  email: string,
  partnerId: string,
  scope: UnsubscribeScope,
  mail: StoppableMail = "reminders",
): Promise<boolean> =>
  unsubscribe(office().table, { address: await pseudonymOf(email), partnerId }, { mail, scope }, now);
const standingAt = async (email: string, partnerId: string) =>
  standingOf({ address: await office().table.read(addressPlace(await pseudonymOf(email))) }, partnerId);
const sweepAll = async (at: Instant): Promise<void> => {
  const context = { awsRequestId: "sweep-1", getRemainingTimeInMillis: () => 60_000 };
  for (const shard of dueShards) await sweepDue(office(), () => at)({ shard }, context);
};

describe("(B17) an address that gets no mail", () => {
  it("can be drafted for, and refuses whatever would go to it", async () => {
    const desk = await office().desk();
    const email = newEmail();
    const pending = (await desk.create({ email })).reading.id;
    const ended = (await desk.create({ email, relationship: "advisor", expiresIn: "P1D" })).reading.id;
    const draft = (await desk.create({ email, send: null })).reading.id;
    const elsewhere = (await desk.create()).reading.id;
    await bounce(email);

    expect((await desk.create({ email, send: null })).status).toBe(201);
    const acts = [
      desk.create({ email: email.toUpperCase(), relationship: "advisor", permissions: [] }),
      desk.create({ email, send: "self", relationship: "advisor", permissions: [] }),
      desk.resend(pending),
      desk.resend(pending, { rotate: true }),
      desk.renew(ended, { at: later({ days: 2 }) }),
      desk.correctAddress(elsewhere, email),
    ];
    const kinds = await Promise.all(acts.map(async (act) => (await refused(act)).kind));
    expect(kinds).toEqual(acts.map(() => "suppressed-address"));
    await desk.cancel(pending);
    expect((await refused(desk.send(draft, "email"))).kind).toBe("suppressed-address");
  });

  it("refuses with the same words whether it bounced, complained, blocks the partner or wants no requests", async () => {
    const desk = await office().desk();
    const emails = [newEmail(), newEmail(), newEmail(), newEmail()] as const;
    await bounce(emails[0]);
    await suppress(office().table, await pseudonymOf(emails[1]), { reason: "complaint", at: now });
    await hold(emails[2], desk.partnerId, "blocked");
    await stop(emails[3], desk.partnerId, "partner", "requests");
    const refusals = await Promise.all(emails.map((email) => refused(desk.create({ email }))));
    expect(new Set(refusals.map(({ kind, message, members }) => JSON.stringify({ kind, message, members }))).size).toBe(
      1,
    );
    const other = await office().desk();
    expect((await other.create({ email: emails[2] })).status).toBe(201);
  });

  it("is said only once the invitation could go out otherwise", async () => {
    const desk = await office().desk();
    const email = newEmail();
    const { id } = (await desk.create({ email })).reading;
    await bounce(email);
    expect((await refused(desk.send(id, "email"))).kind).toBe("wrong-state");
    expect((await refused(desk.create({ email, permissions: ["nonsense"] }))).kind).toBe("unknown-permission");
  });

  it("is no colleague to hand a request over to, by the field", async () => {
    const desk = await office().desk();
    const email = newEmail();
    const colleague = email.replace("mail@", "colleague@");
    const { id } = (await desk.create({ email })).reading;
    const customer = await office().customer(id);
    await customer.requestCode();
    await bounce(colleague);
    const refusal = await refused(customer.handOver(colleague, await customer.code()));
    expect(refusal).toMatchObject({ kind: "validation", faults: [{ pointer: "/email" }] });
  });

  it("gets no code either, and none is counted", async () => {
    const desk = await office().desk();
    const email = newEmail();
    const { id } = (await desk.create({ email, send: "self" })).reading;
    const customer = await office().customer(id);
    await customer.requestCode();
    const before = await desk.read(id);
    await bounce(email);
    const refusal = await refused(customer.requestCode());
    expect(refusal).toMatchObject({ kind: "suppressed-address", faults: [{ pointer: "/code" }] });
    expect(await desk.read(id)).toEqual(before);
    expect(await office().table.read(rawPlace(codeKeys.code(id)))).toMatchObject({ number: 1 });
  });

  it("is left by correcting it", async () => {
    const desk = await office().desk();
    const email = newEmail();
    const { id } = (await desk.create({ email })).reading;
    await bounce(email);
    expect((await desk.correctAddress(id, newEmail())).reading).toMatchObject({ status: "pending" });
  });

  it("costs a create no read request more", async () => {
    const desk = await office().desk();
    const counted = await office().store.requests(() => desk.create({ email: newEmail() }));
    expect(counted).toMatchObject({ BatchGetItem: 1, TransactWriteItems: 1 });
  });
});

describe("(A14) a customer's senders", () => {
  const refusal = { kind: "suppressed-address" };
  const blocked = { kind: "partner-blocked", faults: [{ pointer: "/customer", code: "partner-blocked" }] };

  it("hold for its administrators' addresses, and for no other address of the mail domain", async () => {
    const [desk, other] = [await office().desk(), await office().desk()];
    const email = newEmail();
    const colleague = email.replace("mail@", "colleague@");
    const pending = (await desk.create({ email })).reading.id;
    const draft = (await desk.create({ email, send: null, relationship: "advisor" })).reading.id;
    await hold(email, desk.partnerId, "blocked");

    const elsewhere = (await desk.create()).reading.id;
    const acts = [desk.send(draft, "self"), desk.resend(pending), desk.correctAddress(elsewhere, email)];
    for (const refusedOne of await Promise.all(acts.map(refused))) expect(refusedOne).toMatchObject(refusal);
    expect((await other.create({ email })).status).toBe(201);
    expect((await desk.create({ email: colleague })).status).toBe(201);
    await hold(email, desk.partnerId, "neither");
    expect((await desk.send(draft, "self")).status).toBe(200);
  });

  it("refuse a request only where all customers of the address exclude the partner", async () => {
    const desk = await office().desk();
    const email = newEmail();
    await hold(email, desk.partnerId, "blocked");
    const second = await anAdministrator(office(), email);
    const { id } = (await desk.create({ email })).reading;
    const found = await (await office().customer(id)).read();
    expect(found).toMatchObject({ kind: "found", found: { choices: [{ customer: { id: second.customerId } }] } });
    await changeSenders(office(), { partnerId: desk.partnerId, standing: "blocked" }, second);
    expect(await refused(desk.resend(id))).toMatchObject(refusal);
  });

  it("let no open request for permissions of a relationship be accepted; it may be declined, and accepted once they allow it", async () => {
    const desk = await office().desk();
    const email = newEmail();
    const first = (await desk.create({ email, permissions: ["users.admin"] })).reading.id;
    await (await office().customer(first)).accept({ granted: [] });
    const { id: relationshipId, customerId } = await relationshipOf(office(), first);
    const founder = await administratorOf(office(), customerId);
    const say = (standing: SenderStanding) => changeSenders(office(), { partnerId: desk.partnerId, standing }, founder);
    const { id } = (await desk.create({ email, permissions: ["users.admin"] })).reading;
    await say("blocked");
    const customer = await office().customer(id);
    const before = await desk.read(id);
    for (const whom of [null, "new", customerId])
      expect(await refused(customer.accept({ customer: whom }))).toMatchObject(blocked);
    expect(await desk.read(id)).toEqual(before);
    expect(await customer.read()).toMatchObject({ kind: "found", found: { isRefused: true } });
    await say("neither");
    expect(await customer.accept()).toBe("done");

    await removePermissions(office(), { relationshipId, permissions: "all" }, founder);
    const again = (await desk.create({ email, permissions: ["users.admin"] })).reading.id;
    await say("blocked");
    expect(await (await office().customer(again)).decline()).toBe("done");
  });

  it("let no open request for a new relationship be accepted, for another organisation neither, while all customers exclude the partner", async () => {
    const desk = await office().desk();
    const email = newEmail();
    const { customerId } = await speakerOf(email);
    const { id } = (await desk.create({ email })).reading;
    const another = (await desk.create({ email, relationship: "advisor", anotherOrganization: true })).reading.id;
    await hold(email, desk.partnerId, "blocked");
    for (const request of [id, another])
      for (const whom of [null, "new", customerId])
        expect(await refused((await office().customer(request)).accept({ customer: whom }))).toMatchObject(blocked);
    expect((await desk.read(id)).invitation.status).toBe("pending");

    const second = await anAdministrator(office(), email);
    const customer = await office().customer(id);
    expect((await refused(customer.accept({ customer: customerId }))).kind).toBe("customer-needed");
    expect(await customer.accept({ customer: second.customerId })).toBe("done");
    expect(await (await office().customer(another)).accept({ customer: "new" })).toBe("done");
  });

  it("may be only those on its list", async () => {
    const [desk, other] = [await office().desk(), await office().desk()];
    const email = newEmail();
    await hold(email, desk.partnerId, "listed");
    await takeOnlyListed(email);
    expect((await desk.create({ email })).status).toBe(201);
    expect(await refused(other.create({ email }))).toMatchObject(refusal);
    await hold(email, desk.partnerId, "blocked");
    expect(await refused(desk.create({ email, relationship: "advisor" }))).toMatchObject(refusal);
  });

  it("get no reminder out, and the partner reads why nothing goes as of any other such address", async () => {
    const desk = await office().desk();
    const email = newEmail();
    const { id } = (await desk.create({ email })).reading;
    await hold(email, desk.partnerId, "blocked");
    await sweepAll(later({ days: 3 }));
    expect((await desk.read(id)).invitation.issue?.reminders.sent).toBe(0);
    expect(await readReminders(office(), desk.partnerId, id, later({ days: 4 }))).toMatchObject({
      stopped: "suppressed",
      next: null,
    });
  });

  it("are said by administrators only, of partners only, and saying it again changes nothing", async () => {
    const desk = await office().desk();
    const moment = await anAdministrator(office(), newEmail());
    const block = { partnerId: desk.partnerId, standing: "blocked" } as const;
    await Promise.all([1, 2, 3].map(() => changeSenders(office(), block, moment)));
    const { senders, partners } = await readKnownSenders(office(), moment.customerId);
    expect(senders).toMatchObject({ version: 1, blocked: [desk.partnerId] });
    expect(partners.map(({ id }) => id)).toEqual([desk.partnerId]);
    for (const partnerId of ["ptn_01JD00000000000000000000ZZ", "x"]) {
      expect(await refused(changeSenders(office(), { ...block, partnerId }, moment))).toMatchObject({
        kind: "not-found",
      });
    }
    const stranger = { ...moment, address: "01JD00000000000000000000ZZ" };
    expect(await refused(changeSenders(office(), { mode: "listed" }, stranger))).toMatchObject({ kind: "not-found" });
  });
});

describe("(B17) who wants no requests", () => {
  it("is asked for nothing at any tag of the mailbox, and still answers the open request by its link", async () => {
    const desk = await office().desk();
    const email = newEmail();
    const tagged = email.replace("@", "+orders@");
    const colleague = email.replace("mail@", "colleague@");
    const { id } = (await desk.create({ email })).reading;
    const handed = (await desk.create({ email: colleague })).reading.id;
    const elsewhere = (await desk.create()).reading.id;
    const draft = (await desk.create({ email, relationship: "advisor", send: null })).reading.id;
    const passing = await office().customer(handed);
    await passing.requestCode();
    await stop(email, desk.partnerId, "partner", "requests");
    const acts = [
      desk.create({ email: tagged }),
      desk.create({ email, send: "self", relationship: "advisor", permissions: [] }),
      desk.send(draft, "email"),
      desk.resend(id),
      desk.correctAddress(elsewhere, tagged),
    ];
    const kinds = await Promise.all(acts.map(async (act) => (await refused(act)).kind));
    expect(kinds).toEqual(acts.map(() => "suppressed-address"));
    expect(await refused(passing.handOver(email, await passing.code()))).toMatchObject({
      faults: [{ pointer: "/email", code: "address-suppressed" }],
    });

    const customer = await office().customer(id);
    await customer.requestCode();
    await customer.decline();
    expect((await desk.read(id)).invitation.status).toBe("declined");
  });

  it("is asked by other partners, unless all are refused, and by each again once requests are allowed", async () => {
    const [desk, other] = [await office().desk(), await office().desk()];
    const email = newEmail();
    const asked: boolean[] = [];
    for (const scope of ["partner", "all", "none"] as const) {
      await stop(email, desk.partnerId, scope, "requests");
      asked.push(
        !(await standingAt(email, desk.partnerId)).blocked,
        !(await standingAt(email, other.partnerId)).blocked,
      );
    }
    expect(asked).toEqual([false, true, false, false, true, true]);
    expect((await desk.create({ email })).status).toBe(201);
  });
});

describe("a bounce", () => {
  it("and the end of all mail to its address are one write, also when it comes twice", async () => {
    const desk = await office().desk();
    const email = newEmail();
    const { id } = (await desk.create({ email })).reading;
    const suppressed = { address: await pseudonymOf(email), suppression: { reason: "bounce", at: now } } as const;
    const ofMail = { mailSequence: 2, linkVersion: 1, at: now, reason: null, messageId: null };
    const report = { outcome: "bounced", ...ofMail } as const;
    const cause = { now, actor: { kind: "system", id: "ses" }, correlationId: "c", causationId: null } as const;
    const both = await Promise.all([1, 2].map(() => recordDelivery(office(), id, report, cause, { suppressed })));
    expect(both.toSorted()).toEqual([false, true]);
    expect((await standingAt(email, desk.partnerId)).suppressed).toEqual({ reason: "bounce", at: now });
  });
});

describe("(B17) who wants no reminders", () => {
  const remindersOf = async (id: string, partnerId: string) =>
    readReminders(office(), partnerId, id, later({ days: 4 }));

  const nextOf = async (id: string, partnerId: string) =>
    (await readInvitation(office(), partnerId, id, later({ days: 4 }))).reading.reminders.nextAt;

  it("is asked for in a second request only where a reminder is still planned", async () => {
    const desk = await office().desk();
    const planned = (await desk.create()).reading.id;
    await desk.mailed(planned);
    const unplanned = (await desk.create({ reminders: [] })).reading.id;
    const read = (id: string) => office().store.requests(() => nextOf(id, desk.partnerId));
    expect([await read(planned), await read(unplanned)]).toEqual([{ BatchGetItem: 2 }, { BatchGetItem: 1 }]);
    expect(await nextOf(planned, desk.partnerId)).toBe(later({ days: 4 }));
  });

  it("gets none of this partner's, which the plan says, and the invitation still ends in time", async () => {
    const desk = await office().desk();
    const email = newEmail();
    const { id } = (await desk.create({ email })).reading;
    await stop(email, desk.partnerId, "partner");
    await sweepAll(later({ days: 3 }));
    expect((await desk.read(id)).invitation.issue?.reminders.sent).toBe(0);
    expect(await remindersOf(id, desk.partnerId)).toMatchObject({ stopped: "unsubscribed", next: null });
    expect(await nextOf(id, desk.partnerId)).toBeNull();
    await sweepAll(later({ days: 30 }));
    expect((await desk.read(id)).invitation.status).toBe("expired");
  });

  it("still gets another partner's, unless nobody's are wanted", async () => {
    const [desk, other] = [await office().desk(), await office().desk()];
    const email = newEmail();
    const ids = [(await desk.create({ email })).reading.id, (await other.create({ email })).reading.id] as const;
    await desk.mailed(ids[0]);
    await other.mailed(ids[1]);
    await stop(email, desk.partnerId, "partner");
    await sweepAll(later({ days: 3 }));
    expect((await desk.read(ids[0])).invitation.issue?.reminders.sent).toBe(0);
    expect((await other.read(ids[1])).invitation.issue?.reminders.sent).toBe(1);
    await stop(email, desk.partnerId, "all");
    await sweepAll(later({ days: 7 }));
    expect((await other.read(ids[1])).invitation.issue?.reminders.sent).toBe(1);
  });

  it("may have them back, as often as the mind changes", async () => {
    const { partnerId } = await office().desk();
    const email = newEmail();
    const read: boolean[] = [];
    for (const scope of ["partner", "partner", "none", "none", "all", "partner", "none"] as const) {
      await stop(email, partnerId, scope);
      read.push((await standingAt(email, partnerId)).unsubscribed);
    }
    expect(read).toEqual([true, true, false, false, true, true, false]);
  });

  it("does not lose it by a bounce, nor the bounce by it", async () => {
    const { partnerId } = await office().desk();
    const email = newEmail();
    await stop(email, partnerId, "partner");
    await bounce(email);
    await stop(email, partnerId, "all");
    expect(await standingAt(email, partnerId)).toEqual({
      ...{ suppressed: { reason: "bounce", at: now }, blocked: false, unsubscribed: true },
    });
  });
});
