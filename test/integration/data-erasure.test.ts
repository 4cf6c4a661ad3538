import { describe, expect, it } from "vitest";
import { checkHistory } from "../../infra/commands/history.ts";
import { annotateCustomer } from "../../shared/customer/commands/annotate-customer.ts";
import { keepSearch } from "../../shared/customer/commands/keep-search.ts";
import { nameKey } from "../../shared/customer/rules/names.ts";
import { dataRequestPlace } from "../../shared/data-requests/item.ts";
import type { DataRequest } from "../../shared/data-requests/model.ts";
import { offerDigest } from "../../shared/crypto/digests.ts";
import { readHistory } from "../../shared/events/stored-events.ts";
import { listByStarts } from "../../shared/invitation/items/list-entries.ts";
import { searchStarts } from "../../shared/invitation/rules/search.ts";
import { erasedText } from "../../shared/kernel/personal.ts";
import { userPlace } from "../../shared/users/item.ts";
import { present } from "../../shared/table/places.ts";
import { listenToEachLog } from "../support/stack/log-lines.ts";
import { openProduct, refused } from "../actors/product.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { aKnownPerson, email, mentions, name } from "../support/builders/a-known-person.ts";
import { later } from "../support/builders/fixed-clock.ts";

const product = openProduct({ eachTest: true });
const log = listenToEachLog();

const start = later({ days: 1 });

const storedRequest = (id: string): Promise<DataRequest> => product().table.read(present(dataRequestPlace(id)));

const erase = async (more: { unattended?: boolean } = {}): Promise<DataRequest> => {
  const { request } = await product().operator.askForData({ kind: "erasure", email, ...more }, { at: start });
  await product().fulfilDataRequests(start);
  return storedRequest(request.id);
};

describe("an erasure", () => {
  it("goes on where a run broke off, and two runs at once do no harm", async () => {
    await aKnownPerson(product());
    const { request } = await product().operator.askForData({ kind: "erasure", email }, { at: start });
    const broken = (at: Instant) =>
      product()
        .fulfilDataRequests(at, 1)
        .catch((error: unknown) => String(error));
    product().store.fail("TransactWriteItems", new Error("Cut off"), 2);
    for (let run = 0; run < 3; run++) await broken(start);
    product().store.fail("TransactWriteItems", new Error("Cut off"), 2);
    expect(await broken(later({ minutes: 10 }, start))).toMatch("items of data requests could not be worked on");
    await Promise.all([1, 2].map(() => product().fulfilDataRequests(later({ hours: 1 }, start))));
    expect(await storedRequest(request.id)).toMatchObject({ status: "done" });
    expect(mentions(await product().store.scan())).toEqual([]);
  });

  it("does not overwrite what changes at the same moment", async () => {
    const { contoso, connected } = await aKnownPerson(product());
    await product().operator.askForData({ kind: "erasure", email }, { at: start });
    await product().fulfilDataRequests(start, 1);
    const noted = { notes: `Wrote to ${email} again`, reference: "r-1", tags: [] };
    const write = () => contoso.note(connected.id, noted, { at: start });
    product().store.before("TransactWriteItems", write);
    await product().fulfilDataRequests(later({ minutes: 5 }, start));
    const { notes } = await contoso.read(connected.id);
    expect(notes).toMatchObject({ version: 2, reference: "r-1", notes: null });
  });

  it("leaves a partner's user, and says so", async () => {
    const partner = await product().partner();
    const { actor } = await partner.adminCause();
    const user = await product().table.read(present(userPlace(partner.partnerId, actor.id)));
    const { request } = await product().operator.askForData({ kind: "erasure", email: user.email }, { at: start });
    await product().fulfilDataRequests(start);
    expect(await storedRequest(request.id)).toMatchObject({
      status: "done",
      kept: [{ reason: "user", id: actor.id, partnerId: partner.partnerId, until: null }],
    });
  });

  it("removes a customer that is a person from the search of its partner, also after a run that broke off", async () => {
    const partner = await product().partner();
    const self = { email, customer: { organization: name } };
    const { customerId } = await partner.connect(self, { name });
    await annotateCustomer(product(), customerId, { alias: `${name} at home` }, partner.cause(), "any");
    await keepSearch(product().table, partner.partnerId, customerId);
    const surname = nameKey(name.split(" ").at(-1) ?? "");
    const keys = async () =>
      (await product().store.scan()).flatMap(({ PK, SK, GSI1SK, GSI3SK, terms }) =>
        [PK, SK, GSI1SK, GSI3SK, terms].join(" "),
      );
    expect((await keys()).filter((key) => key.includes(surname)).length).toBeGreaterThan(2);
    const { request } = await product().operator.askForData(
      { kind: "erasure", email, unattended: true },
      { at: start },
    );
    product().store.fail("BatchWriteItem", new Error("Cut off"), 1);
    for (let run = 0; run < 3; run++)
      await product()
        .fulfilDataRequests(later({ minutes: 5 * run }, start))
        .catch(() => undefined);
    expect(await storedRequest(request.id)).toMatchObject({ status: "done" });
    expect((await keys()).filter((key) => key.includes(surname))).toEqual([]);
  });

  it("removes an invitation from what a search finds by the person's address and name", async () => {
    const partner = await product().partner();
    const { reading } = await partner.create({ email, customer: { organization: name } });
    await listByStarts(product().table, reading, await product().masterKey());
    const entries = async () => (await product().store.scan()).filter(({ PK }) => String(PK).includes("#START#"));
    expect(await entries()).toHaveLength(searchStarts({ email, organization: name }).length);
    expect(await erase()).toMatchObject({ status: "done" });
    expect(await partner.list({ q: name })).toMatchObject({ items: [] });
    const erased = searchStarts({ email: erasedText, organization: null });
    expect((await entries()).length).toBeLessThanOrEqual(erased.length);
  });

  it("logs no personal data", async () => {
    await aKnownPerson(product());
    await erase();
    expect(log.lines.at(-1)).toMatchObject({ message: "worked on data request", outcome: "done" });
    expect(JSON.stringify(log.lines)).not.toMatch(/@|lovelace/i);
  });

  it("leaves no mention of the person in the table or its history, which still verifies", async () => {
    const { connected, contoso, agreed, fabrikam } = await aKnownPerson(product());
    expect(mentions(await product().store.scan()).length).toBeGreaterThan(15);
    const request = await erase();
    const items = await product().store.scan();
    expect(request).toMatchObject({ status: "done", email: null, names: [] });
    expect(mentions(items)).toEqual([]);
    expect((await checkHistory(items)).faults).toEqual([]);
    const until = "2036-11-22T10:00:00.000Z";
    expect(request.kept).toHaveLength(2);
    expect(request.kept).toEqual(
      expect.arrayContaining([
        { reason: "receipt", id: connected.id, partnerId: contoso.partnerId, until },
        { reason: "receipt", id: agreed.id, partnerId: fabrikam.partnerId, until },
      ]),
    );
    expect(await product().typesOf(request.id)).toEqual(["ErasureDone"]);
    expect((await readHistory(product().table, request.id))[0]).toMatchObject({
      metadata: { actor: { kind: "operator", id: "operator-1" }, partnerId: null },
      data: { subject: request.subject, counts: request.counts },
    });
  });

  it("keeps in the receipt who agreed, and nothing else of the person", async () => {
    const { connected } = await aKnownPerson(product());
    await erase();
    const { terms, issue, decision } = (await product().storedInvitation(connected.id)) as typeof connected.invitation;
    expect(terms.customer).toMatchObject({ email, contactName: null, organization: null });
    expect(decision.by).toEqual({ name, email, title: "Head" });
    expect(issue.offer.customer).toBe(email);
  });

  it("keeps the offer that was agreed to as a whole, also where only its purposes name the person", async () => {
    const { connected, agreed } = await aKnownPerson(product());
    await erase();
    for (const { id, relationshipId } of [connected, agreed]) {
      const { issue } = await product().storedInvitation(id);
      expect(issue?.offer.purposes).toEqual({ "users.admin": `For ${email}` });
      expect(offerDigest(issue!.offer)).toBe(issue?.offerDigest);
      const { grants } = await product().storedRelationship(relationshipId);
      expect(grants.map(({ purpose }) => purpose)).toEqual([erasedText]);
    }
  });

  it("cancels what is open, and removes the administrator", async () => {
    const { open, draft, customerId, grace } = await aKnownPerson(product());
    await erase();
    for (const { id } of [open, draft]) {
      expect(await product().storedInvitation(id)).toMatchObject({
        ...{ status: "cancelled", cancelCode: "addressee-left" },
        terms: { customer: { email: erasedText, contactName: null } },
      });
    }
    const { administrators, waiting } = await product().storedCustomer(customerId);
    expect(administrators.map((one) => one.email)).toEqual([grace.email]);
    expect(waiting).toEqual([]);
    const removed = (await readHistory(product().table, customerId)).find(
      ({ type }) => type === "AdministratorRemoved",
    );
    expect(removed?.data).toMatchObject({
      cause: "erased",
      administrator: { email: expect.stringMatching(/^sha256:/) as string },
    });
  });

  it("ends a recovery of the address, and an expired invitation to it cannot be renewed", async () => {
    const partner = await product().partner();
    const { customerId } = await partner.connect();
    await product().operator.recover(customerId, email);
    const { id } = await partner.invite({ email, expiresIn: "P1D" });
    await erase();
    expect((await product().storedCustomer(customerId)).recovery).toBeNull();
    expect(await product().storedInvitation(id)).toMatchObject({ status: "expired" });
    expect(await refused(partner.renew(id, { at: later({ days: 3 }) }))).toMatchObject({
      ...{ kind: "wrong-state", members: { invitationStatus: "expired" } },
    });
  });

  it("is refused if it leaves a customer alone, unless that is wanted", async () => {
    const { customerId } = await (await product().partner()).connect({ email });
    const asked = product().operator.askForData({ kind: "erasure", email });
    expect(await refused(asked)).toMatchObject({ kind: "customer-unattended", members: { customers: [customerId] } });
    expect(await erase({ unattended: true })).toMatchObject({ status: "done" });
    expect(await product().typesOf(customerId)).toEqual(["AdministratorRemoved", "CustomerUnattended"]);
  });
});
