import { describe, expect, test } from "vitest";
import { noSenders } from "../../../shared/customer/rules/senders.ts";
import type { Senders } from "../../../shared/customer/model.ts";
import {
  isLiftedSince,
  isReachable,
  parseAddress,
  addressStatusOf as statusFrom,
} from "../../../shared/delivery/address-item.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

const refusing = { [`refused#${ids.partner}`]: now };
const addressStatusOf = (address: RawItem | null, mailbox: RawItem | null = null, senders: readonly Senders[] = []) =>
  statusFrom({ address: parseAddress(address ?? {}), mailbox: parseAddress(mailbox ?? {}), senders }, ids.partner);

describe("an address that refuses requests", () => {
  const open = { ...noSenders(ids.customer) };
  test.each<[string, ReturnType<typeof addressStatusOf>]>([
    ["of the partner", addressStatusOf(refusing)],
    ["of all partners", addressStatusOf({ "refused#ALL": now })],
    ["by its mailbox", addressStatusOf(null, refusing)],
    ["of all partners by its mailbox", addressStatusOf({}, { "refused#ALL": now })],
    ["for itself, while its customer takes them", addressStatusOf(refusing, null, [open])],
  ])("%s is closed to the partner, as if its customers blocked it", (_, status) => {
    expect(status).toEqual({ suppressed: null, blocked: true, unsubscribed: false });
  });

  test.each<[string, RawItem]>([
    ["another partner's", { [`refused#${ids.partner}X`]: now }],
    ["no more", { [`refused#${ids.partner}`]: null, "refused#ALL": null }],
    ["reminders only", { [`unsubscribed#${ids.partner}`]: now, "unsubscribed#ALL": now }],
  ])("%s is open to the partner", (_, item) => {
    expect(addressStatusOf(item, item, [open]).blocked).toBe(false);
  });
});

test("an address whose customers all refuse the partner is closed to it; one that takes its requests is enough", () => {
  const [open, refusing] = [noSenders(ids.customer), { ...noSenders(ids.customer), blocked: [ids.partner] }];
  expect(addressStatusOf(null, null, [refusing, refusing]).blocked).toBe(true);
  expect(addressStatusOf(null, null, [refusing, open]).blocked).toBe(false);
});

test("mail cannot arrive after a bounce, and can after a complaint", () => {
  expect(isReachable(parseAddress({ "suppressed#bounce": now }))).toBe(false);
  expect(isReachable(parseAddress({ "suppressed#complaint": now }))).toBe(true);
});

test("a lift answers what was reported before it, and not what was reported at its moment or later", () => {
  const lifted = parseAddress({ lifted: later({ ms: 1 }) });
  expect([now, later({ ms: 1 }), later({ ms: 2 })].map((at) => isLiftedSince(lifted, { at }))).toEqual([
    true,
    false,
    false,
  ]);
});
