import { describe, expect, it } from "vitest";
import { mayBeMailed } from "../../../shared/delivery/rules/address-status.ts";
import { rightsPlace } from "../../../shared/customer/items/administered.ts";
import { customerPlace } from "../../../shared/customer/items/item.ts";
import { nothingKnown, addressStatusOf } from "../../../shared/delivery/address-item.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { invitationPlace } from "../../../shared/invitation/items/item.ts";
import { present } from "../../../shared/table/places.ts";
import { relationshipsOfCustomer } from "../../../shared/relationship/items/relationships.ts";
import { sendersPlace } from "../../../shared/customer/items/senders.ts";
import type { Administrator } from "../../actors/administrator.ts";
import type { Customer } from "../../actors/customer.ts";
import type { Partner } from "../../actors/partner.ts";
import { openProduct } from "../../actors/product.ts";
import { raceOf } from "../../support/table/race.ts";

const product = openProduct();

/** A customer of Ada and Bob, with a relationship that holds no permission; Eve was added and has not confirmed. */
interface Setting {
  readonly partner: Partner;
  readonly ada: Administrator;
  readonly bob: Administrator;
  readonly eve: string;
  readonly relationshipId: string;
  /** Another partner's request to Ada. */
  readonly asker: Partner;
  readonly invitationId: string;
  readonly customer: Customer;
}

const permissions = ["users.admin"];

/** What can be done about a customer at the same moment. */
const acts = {
  "accept for a new customer": ({ customer, ada }: Setting) => customer.accept({ customer: "new" }, ada.now),
  "accept for the customer": ({ customer, ada }: Setting) => customer.accept({ customer: ada.customerId }, ada.now),
  add: ({ bob }: Setting) => bob.add(`dan-of-${bob.email}`),
  confirm: ({ bob, eve }: Setting) => bob.confirm(eve),
  remove: ({ ada, bob }: Setting) => bob.remove(ada.address),
  leave: ({ bob }: Setting) => bob.leave(),
  block: ({ partner: { partnerId }, bob }: Setting) => bob.changeSenders({ partnerId, status: "blocked" }),
  "block the requesting partner": ({ asker: { partnerId }, bob }: Setting) =>
    bob.changeSenders({ partnerId, status: "blocked" }),
  "ask again": ({ partner, ada: { email, now } }: Setting) => partner.create({ email, permissions }, { at: now }),
  terminate: ({ relationshipId, bob }: Setting) => bob.endRelationship(relationshipId),
} as const;
async function aSetting(): Promise<Setting> {
  const place = "customer-race.example";
  const partner = await product().partner();
  const email = `ada@${place}`;
  const { relationshipId, administrator } = await partner.connect({ email, permissions }, { granted: [] });
  const bob = await administrator.addColleague(`bob@${place}`);
  const ada = administrator.at(bob.now);
  const eve = `eve@${place}`;
  await bob.add(eve);
  const asker = await product().partner();
  const { id: invitationId, customer } = await asker.invite({ email, permissions }, { at: bob.now });
  return { partner, ada, bob, eve, relationshipId, asker, invitationId, customer };
}

/** What became of a setting, without what is only this setting's. */
async function stateOf({ partner, ada, invitationId }: Setting) {
  const { customerId, address } = ada;
  const { table } = product();
  const { customer, rights, senders, invitation } = await table.read({
    customer: present(customerPlace(customerId)),
    rights: rightsPlace(address),
    senders: sendersPlace(customerId),
    invitation: present(invitationPlace(invitationId)),
  });
  const { customers, founded } = rights;
  const nameOf = ({ email }: { readonly email: string }): string => email.split("@")[0] ?? "";
  const relationships = await relationshipsOfCustomer(table, customerId, true);
  const requests = (await partner.list({}, ada.now)).items;
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

const { names, begin, attempt, inTurn, atWrite, ...race } = raceOf({ acts, aSetting, stateOf, product });
/** Of the first two the tests of administrators and of founding speak, of the third its own test below. */
const elsewhere = ["remove by ask again", "remove by confirm", "ask again by block"];
const pairs = race.pairs.filter(([slower, faster]) => !elsewhere.includes(`${slower} by ${faster}`));

describe("concurrent actions on one customer", () => {
  it.each(pairs)(
    "give the same result as in sequence when %s is interrupted by %s after its read",
    async (slower, faster) => {
      expect(await atWrite(slower, faster)).toEqual(await inTurn(slower, faster));
    },
  );

  it("keep a request that is sent while its partner is being blocked, and hold back its mail", async () => {
    const setting = await begin();
    product().store.before("TransactWriteItems", () => acts.block(setting));
    expect(await attempt("ask again", setting)).toBe("done");
    const { isBlocked, requests } = await stateOf(setting);
    expect([isBlocked, requests]).toEqual([true, 2]);
    const status = addressStatusOf(
      { address: nothingKnown, senders: [await product().table.read(sendersPlace(setting.ada.customerId))] },
      setting.partner.partnerId,
    );
    expect(mayBeMailed("invitation", status)).toBe(false);
  });

  it("leave the customer with an administrator and consistent rights when all run at once", async () => {
    const setting = await begin();
    await Promise.all(names.map((name) => attempt(name, setting)));
    const { administrators, relationships } = await stateOf(setting);
    expect(administrators.length).toBeGreaterThan(0);
    expect(relationships.length).toBeGreaterThan(0);
  });
});
