import { afterEach, describe, expect, test, vi } from "vitest";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { addressKeys } from "../../../shared/delivery/address-item.ts";
import { sendMail, type SendMailDependencies } from "../../../functions/send-mail/handler.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import type { EventType } from "../../../shared/events/all.ts";
import { noSenders } from "../../../shared/customer/rules/senders.ts";
import type { Senders } from "../../../shared/customer/model.ts";
import type { RawItem, Table } from "../../../shared/table/table.ts";
import { userItem } from "../../../shared/users/item.ts";
import { mailKey } from "../../../shared/delivery/claim-item.ts";
import { refusalReasons } from "../../../shared/delivery/rules/mail-refusal.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { deliveryPart } from "../../support/builders/stored-parts.ts";
import { aDelivery, anInvitation, aPartner, aUser, ids, someTerms } from "../../support/builders/builders.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { clockAt, now } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { aBatch, aMessage } from "../../support/stack/queue-events.ts";
import { itemsOf, scriptedTable } from "../../support/table/scripted-table.ts";
import { anEvent, onBus } from "../../support/builders/some-events.ts";

type Post = SendMailDependencies["post"];
const log = listenToEachLog();
afterEach(() => vi.restoreAllMocks());

const items: readonly RawItem[] = [
  { ...partnerKeys.profile(ids.partner), ...aPartner() },
  invitationItem(anInvitation({ status: "pending" })),
];
const issued = onBus(anEvent());
const reminded = onBus(anEvent({ type: "InvitationReminded", sequence: 3 }));
const address = addressPseudonym("it@contoso.example", aMasterKey());
const reminderKey = mailKey({ eventId: `${ids.invitation}:3`, kind: "reminder", address });

/** The message id that SES returns for every mail here. */
const taken = "0100018f-ses";

function mailer(
  fails: (to: string) => unknown = () => null,
  answers: Partial<Table> = {},
  more: readonly RawItem[] = [],
) {
  const sent: Parameters<Post>[] = [];
  const postponed: [string, number][] = [];
  const scripted = scriptedTable([...more, ...items], answers);
  const post: Post = async (...mail) => {
    sent.push(mail);
    const error = fails(mail[0].to);
    if (error !== null) throw error as Error;
    return taken;
  };
  const dependencies: SendMailDependencies = {
    ...{ table: scripted.table, post, masterKey: async () => aMasterKey(), clock: clockAt() },
    ...{ publicUrl: "https://rapport.example", operatorName: "Fabrikam Cloud", operatorLinks: {} },
    measureQuota: async () => undefined,
    postpone: async (...put) => void postponed.push(put),
    stopwatch: () => 0,
  };
  return { ...scripted, dependencies, handler: sendMail(dependencies), sent, postponed };
}

/** Errors as SES and the SDK make them. */
const sesError = (name: string, httpStatusCode = 400, message = "x") =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
const failures = {
  throttled: sesError("Throttling"),
  paused: sesError("AccountSendingPausedException"),
  rejected: sesError("MessageRejected", 400, "Email address is not verified."),
  forbidden: sesError("AccessDenied", 403),
  unknown: sesError("SomethingNew"),
  address: sesError("InvalidParameterValue", 400, "Local address contains control or whitespace"),
  text: sesError("InvalidParameterValue", 400, "Message length is more than 10485760 bytes long."),
  nobody: sesError("InvalidParameterValue", 400, "Something else"),
  down: sesError("ServiceUnavailable", 503),
  timedOut: Object.assign(new Error("x"), { name: "TimeoutError" }),
};
/** An event with two mails: to the creator of the invitation and to the partner's address for notices. */
const declined: readonly RawItem[] = [
  { ...partnerKeys.profile(ids.partner), ...aPartner({ notifications: ["team@contoso-partner.example"] }) },
  userItem(aUser()),
  invitationItem(anInvitation({ status: "declined" })),
];
const news = onBus(anEvent({ type: "InvitationDeclined", sequence: 3 }));
const done = { batchItemFailures: [] };
const contact = { contact: "help@fabrikam.example" };
const waits = { batchItemFailures: [{ itemIdentifier: "m-1" }] };

describe("an invitation's mail", () => {
  test("goes to the customer in the partner's and the operator's name, with its tags", async () => {
    const { handler, sent } = mailer();
    expect(await handler(aBatch(aMessage(issued)))).toEqual(done);
    const [[message, tags] = []] = sent;
    expect(message).toMatchObject({
      ...{ to: "it@contoso.example", replyTo: "hello@contoso-partner.example", date: new Date(now) },
      ...{
        senderName: "Contoso Partner via Fabrikam Cloud",
        id: `${ids.invitation}.2.invitation.${address}`,
        follows: null,
      },
    });
    expect(message?.text).toContain(`https://rapport.example/i/${ids.invitation}.1.1.1.`);
    const { correlationId: correlation } = anEvent().metadata;
    expect(tags).toEqual({ invitation: ids.invitation, link: 1, kind: "invitation", mail: 2, correlation });
  });

  test("is answered to the partner, and a mail of the operator to its contact", async () => {
    const { dependencies, sent } = mailer(() => null, {}, declined);
    const handler = sendMail({ ...dependencies, operatorLinks: contact });
    await handler(aBatch(aMessage(news)));
    expect(sent.map(([{ replyTo }]) => replyTo)).toEqual([contact.contact, contact.contact]);
    const asked = mailer();
    await sendMail({ ...asked.dependencies, operatorLinks: contact })(aBatch(aMessage(issued)));
    expect(asked.sent.map(([{ replyTo }]) => replyTo)).toEqual(["hello@contoso-partner.example"]);
  });

  test("is recorded after sending as delivery and event in one transaction, and not claimed", async () => {
    const { handler, transactions, puts } = mailer();
    await handler(aBatch(aMessage(issued)));
    expect(puts).toEqual([]);
    expect(itemsOf(transactions)).toMatchObject([
      { entity: "delivery", status: "sent", takenAt: now, version: 1, messageId: taken },
      { entity: "event", type: "InvitationMailed", metadata: { causationId: `${ids.invitation}:2` } },
    ]);
  });

  test.each(["sent", "delivered", "bounced"] as const)("is not sent again when it is %s already", async (status) => {
    const { handler, sent, transactions } = mailer(undefined, {}, [deliveryPart(aDelivery({ status }))]);
    expect(await handler(aBatch(aMessage(issued)))).toEqual(done);
    expect([...sent, ...transactions]).toEqual([]);
    const resent = mailer(undefined, {}, [deliveryPart(aDelivery({ status, mailSequence: 1 }))]);
    await resent.handler(aBatch(aMessage(issued)));
    expect(resent.sent).toHaveLength(1);
  });

  test("stays in the queue when it was sent but could not be recorded", async () => {
    const { handler, sent } = mailer(undefined, { transact: () => Promise.reject(new Error("The table is away.")) });
    expect(await handler(aBatch(aMessage(issued)))).toEqual(waits);
    expect(sent).toHaveLength(1);
  });

  test.each([
    ...(["throttled", "paused", "rejected", "forbidden", "unknown", "down", "timedOut", "nobody"] as const).map(
      (failure) => [failure, 1] as const,
    ),
    ["rejected", 399],
  ] as const)("stays in the queue after the SES error “%s” at attempt %i", async (failure, receiveCount) => {
    const { handler, transactions, puts, removed } = mailer(() => failures[failure]);
    expect(await handler(aBatch(aMessage(issued, { receiveCount })))).toEqual(waits);
    expect([...transactions, ...puts, ...removed]).toEqual([]);
  });

  test.each([
    ["address", 1],
    ["text", 1],
    ["nobody", 8],
  ] as const)(
    "that SES refuses because of “%s” is recorded as rejected at attempt %i",
    async (refusedFor, receiveCount) => {
      const { handler, transactions } = mailer(() => failures[refusedFor]);
      expect(await handler(aBatch(aMessage(issued, { receiveCount })))).toEqual(done);
      expect(itemsOf(transactions)).toMatchObject([
        { entity: "delivery", status: "rejected", takenAt: null, reason: refusalReasons[refusedFor] },
        { type: "InvitationRejected" },
      ]);
      expect(log.lines).toMatchObject([
        { message: "mail given up", refusedFor, level: refusedFor === "nobody" ? "error" : "warn" },
      ]);
    },
  );
});

describe("the mail of a frozen partner", () => {
  const profile = { ...partnerKeys.profile(ids.partner), ...aPartner({ frozen: true }) };

  test("is recorded as rejected and not sent when it is delivered again after the release", async () => {
    const { handler, sent, transactions } = mailer(undefined, {}, [profile]);
    expect(await handler(aBatch(aMessage(issued)))).toEqual(done);
    expect(itemsOf(transactions)).toMatchObject([
      { entity: "delivery", status: "rejected", takenAt: null, reason: expect.stringMatching(/frozen/) as string },
      { type: "InvitationRejected" },
    ]);
    const released = mailer(undefined, {}, [deliveryPart(aDelivery({ status: "rejected", takenAt: null }))]);
    expect(await released.handler(aBatch(aMessage(issued)))).toEqual(done);
    expect([...sent, ...released.sent, ...released.transactions]).toEqual([]);
  });
});

describe("a reminder's mail", () => {
  test("is claimed before it is sent, and does not change the delivery", async () => {
    const order: string[] = [];
    const { handler, sent, puts, transactions } = mailer(
      () => {
        order.push("sent");
        return null;
      },
      {
        put: async (item) => {
          order.push(`claimed ${String(item["PK"])} ${String(item["SK"])}`);
          return true;
        },
      },
    );
    expect(await handler(aBatch(aMessage(reminded)))).toEqual(done);
    expect(order).toEqual([`claimed ${reminderKey.PK} ${reminderKey.SK}`, "sent"]);
    expect(sent[0]?.[1]).toMatchObject({ kind: "reminder", mail: 3 });
    expect([...puts, ...transactions]).toEqual([]);
  });

  test("is not sent when another run has claimed it", async () => {
    const { handler, sent } = mailer(undefined, { put: async () => false });
    expect(await handler(aBatch(aMessage(reminded)))).toEqual(done);
    expect(sent).toEqual([]);
  });

  test("is a reply to the invitation's own mail, so that mail programs show them together", async () => {
    const delivery = deliveryPart(aDelivery({ status: "delivered", messageId: "0100018f-own" }));
    const { handler, sent } = mailer(undefined, {}, [delivery]);
    await handler(aBatch(aMessage(reminded)));
    expect(sent[0]?.[0]).toMatchObject({ follows: "0100018f-own" });
    const older = deliveryPart(aDelivery({ mailSequence: 1, messageId: "0100018f-older" }));
    const unknown = mailer(undefined, {}, [older]);
    await unknown.handler(aBatch(aMessage(reminded)));
    expect(unknown.sent[0]?.[0]).toMatchObject({ follows: null });
  });

  test.each(["address", "text"] as const)(
    "that SES refuses because of the request's %s is given up and recorded as rejected",
    async (refusedFor) => {
      const { handler, removed, puts, transactions } = mailer(() => failures[refusedFor]);
      expect(await handler(aBatch(aMessage(reminded)))).toEqual(done);
      expect([puts.length, removed]).toEqual([1, []]);
      expect(itemsOf(transactions)).toMatchObject([
        { entity: "delivery", status: "rejected", reason: refusalReasons[refusedFor] },
        { type: "InvitationRejected" },
      ]);
    },
  );

  test.each(["throttled", "paused", "rejected", "forbidden", "nobody"] as const)(
    "that SES certainly refused (%s) loses its claim and stays in the queue",
    async (failure) => {
      const { handler, removed } = mailer(() => failures[failure]);
      expect(await handler(aBatch(aMessage(reminded)))).toEqual(waits);
      expect(removed).toEqual([reminderKey]);
    },
  );

  test.each(["down", "timedOut"] as const)("that SES may have accepted (%s) is never sent again", async (failure) => {
    const { handler, removed, puts } = mailer(() => failures[failure]);
    expect(await handler(aBatch(aMessage(reminded)))).toEqual(done);
    expect(puts).toMatchObject([reminderKey]);
    expect(removed).toEqual([]);
    expect(log.lines).toMatchObject([{ message: "mail given up", eventId: `${ids.invitation}:3` }]);
  });
});

describe("an address that accepts no mail", () => {
  const known = (said: RawItem): RawItem => ({
    ...addressKeys.address(address),
    entity: "address",
    schema: 1,
    ...said,
  });
  const bounced = known({ "suppressed#bounce": now });
  const complained = known({ "suppressed#complaint": now });
  const senders = (said: Partial<Senders>, customerId: string = ids.customer): RawItem => ({
    ...customerKeys.senders(customerId),
    ...noSenders(customerId),
    ...said,
  });
  const speaksFor = (...customers: readonly string[]): RawItem => ({
    ...customerKeys.administered(address),
    ...{
      address,
      version: 1,
      email: "it@contoso.example",
      locale: null,
      customers,
      sandboxes: {},
      accepted: {},
      founded: 1,
    },
  });
  const blocking = { blocked: [ids.partner] };
  const blocked = senders(blocking);
  const unlisted = senders({ mode: "listed", listed: [`${ids.partner}X`] });
  const unsubscribed = known({ [`unsubscribed#${ids.partner}`]: now });
  const refusing = known({ [`refused#${ids.partner}`]: now });
  const refusingAll = known({ "refused#ALL": now });
  const closed: [string, RawItem[]][] = [
    ["its mail bounced", [bounced]],
    ["it complained", [complained]],
    ["its customer blocks the partner", [speaksFor(ids.customer), blocked]],
    ["the partner is not on its customer's list", [speaksFor(ids.customer), unlisted]],
    ["it refuses requests of the partner", [refusing]],
    ["it refuses all requests", [refusingAll]],
    ["all its customers block the partner", [speaksFor(ids.customer, "cus_2"), blocked, senders(blocking, "cus_2")]],
  ];

  test.each(closed)("is sent no request, recorded without a reason, when %s", async (_, more) => {
    const { handler, sent, transactions } = mailer(undefined, {}, more);
    expect(await handler(aBatch(aMessage(issued)))).toEqual(done);
    expect(sent).toEqual([]);
    expect(itemsOf(transactions)).toMatchObject([
      { entity: "delivery", status: "suppressed", takenAt: null, reason: "No mail goes to this address." },
      { type: "InvitationSuppressed" },
    ]);
  });

  test("is sent no reminder at any tag of an unsubscribed mailbox, but a bounce closes only the exact address", async () => {
    const email = "it+orders@contoso.example";
    const tagged = invitationItem(
      anInvitation({ status: "pending", terms: someTerms({ customer: { ...someTerms().customer, email } }) }),
    );
    const reminders = async (item: RawItem) => {
      const { handler, sent } = mailer(undefined, {}, [item, tagged]);
      await handler(aBatch(aMessage(reminded)));
      return sent.map(([{ to }]) => to);
    };
    expect(await reminders(unsubscribed)).toEqual([]);
    expect(await reminders({ ...unsubscribed, ...addressKeys.address(addressPseudonym(email, aMasterKey())) })).toEqual(
      [],
    );
    expect(await reminders(bounced)).toEqual([email]);
  });

  test("is left out of a notice that other addresses are sent", async () => {
    const sales = addressPseudonym("sales@contoso-partner.example", aMasterKey());
    const item = { ...addressKeys.address(sales), "suppressed#complaint": now };
    const { dependencies, sent } = mailer();
    const handler = sendMail({ ...dependencies, table: scriptedTable([...declined, item]).table });
    expect(await handler(aBatch(aMessage(news)))).toEqual(done);
    expect(sent.map(([{ to }]) => to)).toEqual(["team@contoso-partner.example"]);
  });
});

describe("an event with several mails", () => {
  test("is put off without trying the next mail when the batch has no time left", async () => {
    let at = 0;
    const { dependencies, sent } = mailer(() => ((at += 20_000), failures.timedOut));
    const { table } = scriptedTable(declined);
    expect(await sendMail({ ...dependencies, table, stopwatch: () => at })(aBatch(aMessage(news)))).toEqual(waits);
    expect(sent).toHaveLength(1);
  });

  test("is retried only for the mail that failed", async () => {
    const first = mailer((to) => (to.startsWith("team@") ? failures.throttled : null));
    const puts: RawItem[] = [];
    const table = scriptedTable(declined, { put: async (item) => puts.push(item) > 0 }).table;
    expect(await sendMail({ ...first.dependencies, table })(aBatch(aMessage(news)))).toEqual(waits);
    expect(puts).toHaveLength(1);
    const again = mailer();
    const claimed = scriptedTable([...declined, ...puts]).table;
    expect(await sendMail({ ...again.dependencies, table: claimed })(aBatch(aMessage(news)))).toEqual(done);
    expect(again.sent.map(([{ to }]) => to)).toEqual(["team@contoso-partner.example"]);
  });

  test("gives each mail its own id and the tags of a notice", async () => {
    const { dependencies, sent } = mailer();
    await sendMail({ ...dependencies, table: scriptedTable(declined).table })(aBatch(aMessage(news)));
    expect(new Set(sent.map(([{ id }]) => id)).size).toBe(2);
    for (const [message, tags] of sent) {
      expect(message).toMatchObject({ senderName: "Fabrikam Cloud", replyTo: null });
      expect(tags).toMatchObject({ invitation: ids.invitation, link: 1, kind: "partner-notice", mail: 3 });
    }
  });

  test("gives up notices that SES refuses, without changing the delivery", async () => {
    const { dependencies } = mailer(() => failures.address);
    const { table, puts, transactions } = scriptedTable(declined);
    expect(await sendMail({ ...dependencies, table })(aBatch(aMessage(news)))).toEqual(done);
    expect([puts.length, transactions]).toEqual([2, []]);
  });
});

describe("a mail that stays in the queue", () => {
  test.each([
    [1, 30],
    [2, 60],
    [3, 120],
    [5, 480],
    [6, 900],
    [400, 900],
  ])("after attempt %i is retried within %i seconds, and not before three quarters of that", async (tries, seconds) => {
    const { handler, postponed } = mailer(() => failures.throttled);
    await handler(aBatch(aMessage(issued, { receiveCount: tries })));
    expect(postponed).toHaveLength(1);
    expect(postponed[0]?.[1]).toBeGreaterThanOrEqual(seconds * 0.75);
    expect(postponed[0]?.[1]).toBeLessThanOrEqual(seconds);
  });

  test("is retried after one second when a slow batch had no time for it, and the mails before it are sent", async () => {
    const { dependencies, sent, postponed } = mailer();
    let at = 0;
    const slow = sendMail({ ...dependencies, stopwatch: () => (at += 6000) });
    const batch = aBatch(...["a", "b", "c"].map((id) => aMessage(issued, { id })));
    expect(await slow(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: "b" }, { itemIdentifier: "c" }] });
    expect(sent).toHaveLength(1);
    expect(postponed.map(([, seconds]) => seconds)).toEqual([1, 1]);
  });

  test("is retried at another second than the mails that were refused with it", async () => {
    const { handler, postponed } = mailer(() => failures.throttled);
    const messages = ["m-1", "m-2", "m-3", "m-4", "m-5"].map((id) => aMessage(issued, { id, receiveCount: 6 }));
    await handler(aBatch(...messages));
    expect(new Set(postponed.map(([, seconds]) => seconds)).size).toBe(5);
  });

  test("is sent after the mail before it in the batch, not at the same time", async () => {
    const { dependencies } = mailer();
    let [running, most] = [0, 0];
    const post: Post = async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running -= 1;
      return taken;
    };
    const batch = aBatch(...["a", "b", "c"].map((id) => aMessage(issued, { id })));
    expect(await sendMail({ ...dependencies, post })(batch)).toEqual(done);
    expect(most).toBe(1);
  });

  test("does not delay other mails, and leaves no address in the log", async () => {
    const { handler, sent, postponed } = mailer();
    const batch = aBatch(aMessage("it@contoso.example", { id: "bad" }), aMessage(issued));
    expect(await handler(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: "bad" }] });
    expect(sent).toHaveLength(1);
    expect(postponed.map(([receipt]) => receipt)).toEqual(["receipt-of-bad"]);
    expect(JSON.stringify(log.lines)).not.toContain("contoso.example");
  });

  test.each<[EventType]>([["InvitationCreated"], ["InvitationViewed"], ["InvitationCancelled"]])(
    "is not made for the event %s",
    async (type) => {
      const { handler, sent } = mailer();
      expect(await handler(aBatch(aMessage(onBus(anEvent({ type, sequence: 3 })))))).toEqual(done);
      expect(sent).toEqual([]);
    },
  );
});
