import { describe, expect, it } from "vitest";
import type { AdministratorMoment } from "../../../shared/customer/commands/administrator-moment.ts";
import {
  addAdministrator,
  confirmAdministrator,
  removeAdministrator,
} from "../../../shared/customer/commands/change-administrators.ts";
import { changeSenders } from "../../../shared/customer/commands/change-senders.ts";
import { terminateRelationship } from "../../../shared/relationship/commands/terminate-relationship.ts";
import { mayBeMailed } from "../../../shared/delivery/rules/address-standing.ts";
import { rightsPlace } from "../../../shared/customer/items/administered.ts";
import { customerPlace } from "../../../shared/customer/items/item.ts";
import { nothingKnown, standingOf } from "../../../shared/delivery/address-item.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { invitationPlace } from "../../../shared/invitation/items/item.ts";
import { present } from "../../../shared/table/places.ts";
import { relationshipsOfCustomer } from "../../../shared/relationship/items/relationships.ts";
import { sendersPlace } from "../../../shared/customer/items/senders.ts";
import { aColleague, confirmationOf } from "../../support/administrators.ts";
import type { Customer } from "../../support/stack/customer.ts";
import type { Desk } from "../../support/desk.ts";
import { openOffice } from "../../support/office.ts";
import { raceOf } from "../../support/table/race.ts";
import { administratorOf, relationshipOf } from "../../support/relations.ts";

const office = openOffice();

/** A customer of Ada and Bob, with a relationship that holds no permission; Eve was added and has not confirmed. */
interface Scene {
  readonly desk: Desk;
  readonly ada: AdministratorMoment;
  readonly bob: AdministratorMoment;
  readonly eve: string;
  readonly relationshipId: string;
  /** Another partner's request to Ada. */
  readonly asker: Desk;
  readonly invitationId: string;
  readonly customer: Customer;
}

const permissions = ["users.admin"];

/** What can be done about a customer at the same moment. */
const acts = {
  "accept for a new customer": ({ customer, ada }: Scene) => customer.accept({ customer: "new" }, ada.now),
  "accept for the customer": ({ customer, ada }: Scene) => customer.accept({ customer: ada.customerId }, ada.now),
  add: ({ bob }: Scene) => addAdministrator(office(), { email: `dan-of-${bob.email}`, locale: null }, bob),
  confirm: async ({ bob, eve }: Scene) =>
    confirmAdministrator(office(), await confirmationOf(office(), bob.customerId, eve), { ...bob, locale: null }),
  remove: ({ ada, bob }: Scene) => removeAdministrator(office(), ada.address, bob),
  leave: ({ bob }: Scene) => removeAdministrator(office(), bob.address, bob),
  block: ({ desk: { partnerId }, bob }: Scene) => changeSenders(office(), { partnerId, standing: "blocked" }, bob),
  "block who asks": ({ asker: { partnerId }, bob }: Scene) =>
    changeSenders(office(), { partnerId, standing: "blocked" }, bob),
  "ask again": ({ desk, ada: { email, now } }: Scene) => desk.create({ email, permissions }, { at: now }),
  terminate: ({ relationshipId, bob }: Scene) => terminateRelationship(office(), { relationshipId, reason: null }, bob),
} as const;
let scenes = 0;
async function aScene(): Promise<Scene> {
  const place = `customer-race-${++scenes}.example`;
  const desk = await office().desk();
  const email = `ada@${place}`;
  const first = (await desk.create({ email, permissions })).reading.id;
  await (await office().customer(first)).accept({ granted: [] });
  const { id: relationshipId, customerId } = await relationshipOf(office(), first);
  const founder = await administratorOf(office(), customerId);
  const bob = await aColleague(office(), founder, `bob@${place}`);
  const ada = { ...founder, now: bob.now };
  const eve = `eve@${place}`;
  await addAdministrator(office(), { email: eve, locale: null }, bob);
  const asker = await office().desk();
  const invitationId = (await asker.create({ email, permissions }, { at: bob.now })).reading.id;
  return { desk, ada, bob, eve, relationshipId, asker, invitationId, customer: await office().customer(invitationId) };
}

/** What became of a scene, without what is only this scene's. */
async function stateOf({ desk, ada, invitationId }: Scene) {
  const { customerId, address } = ada;
  const { table } = office();
  const { customer, rights, senders, invitation } = await table.read({
    customer: present(customerPlace(customerId)),
    rights: rightsPlace(address),
    senders: sendersPlace(customerId),
    invitation: present(invitationPlace(invitationId)),
  });
  const { customers, founded } = rights;
  const nameOf = ({ email }: { readonly email: string }): string => email.split("@")[0] ?? "";
  const relationships = await relationshipsOfCustomer(table, customerId, true);
  const requests = (await desk.list({}, ada.now)).items;
  expect(customers.includes(customerId)).toBe(customer.administrators.some(({ id }) => id === address));
  expect(customer.administrators.length).toBeGreaterThan(0);
  return {
    administrators: customer.administrators.map(nameOf).toSorted(),
    waiting: customer.waiting.map(nameOf).toSorted(),
    types: (await readHistory(table, customerId)).map(({ type }) => type).toSorted(),
    rights: { count: customers.length, founded },
    isBlocked: senders.blocked.length > 0,
    relationships: relationships.map(({ status }) => status),
    answered: invitation.status,
    requests: requests.length,
  };
}

const { names, told, inTurn, atWrite, ...race } = raceOf({ acts, aScene, stateOf, store: () => office().store });
/** Of the first two the tests of administrators and of founding speak, of the third its own test below. */
const elsewhere = ["remove by ask again", "remove by confirm", "ask again by block"];
const pairs = race.pairs.filter(([slower, faster]) => !elsewhere.includes(`${slower} by ${faster}`));

describe("of two acts on one customer at once, the slower is told what it would have been told a moment later", () => {
  it.each(pairs)("%s is held up by %s after it has read", async (slower, faster) => {
    expect(await atWrite(slower, faster)).toEqual(await inTurn(slower, faster));
  });

  it("a request that was on its way when the partner was blocked counts as sent before, and its mail is held back", async () => {
    const scene = await aScene();
    office().store.before("TransactWriteItems", () => acts.block(scene));
    expect(await told("ask again", scene)).toBe("done");
    const { isBlocked, requests } = await stateOf(scene);
    expect([isBlocked, requests]).toEqual([true, 2]);
    const standing = standingOf(
      { address: nothingKnown, senders: [await office().table.read(sendersPlace(scene.ada.customerId))] },
      scene.desk.partnerId,
    );
    expect(mayBeMailed("invitation", standing)).toBe(false);
  });

  it("all at once: somebody speaks for the customer, and no right stands without the other side of it", async () => {
    const scene = await aScene();
    await Promise.all(names.map((name) => told(name, scene)));
    const { administrators, relationships } = await stateOf(scene);
    expect(administrators.length).toBeGreaterThan(0);
    expect(relationships.length).toBeGreaterThan(0);
  });
});
