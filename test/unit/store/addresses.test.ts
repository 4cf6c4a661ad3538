import { describe, expect, test } from "vitest";
import { noSenders, type Senders } from "../../../shared/domain/senders.ts";
import { parseAddress, standingOf as standing } from "../../../shared/store/addresses.ts";
import type { RawItem } from "../../../shared/store/table.ts";
import { ids } from "../../support/builders.ts";
import { now } from "../../support/fixed-clock.ts";

const refusing = { [`refused#${ids.partner}`]: now };
const standingOf = (address: RawItem | null, mailbox: RawItem | null = null, senders: readonly Senders[] = []) =>
  standing({ address: parseAddress(address ?? {}), mailbox: parseAddress(mailbox ?? {}), senders }, ids.partner);

describe("(B17) an address that refuses requests", () => {
  const taking = { ...noSenders(ids.customer) };
  test.each<[string, ReturnType<typeof standingOf>]>([
    ["of the partner", standingOf(refusing)],
    ["of all partners", standingOf({ "refused#ALL": now })],
    ["by its mailbox", standingOf(null, refusing)],
    ["of all partners by its mailbox", standingOf({}, { "refused#ALL": now })],
    ["for itself, while its customer takes them", standingOf(refusing, null, [taking])],
  ])("%s is closed to the partner, as if its customers blocked it", (_, standing) => {
    expect(standing).toEqual({ suppressed: null, blocked: true, unsubscribed: false });
  });

  test.each<[string, RawItem]>([
    ["another partner's", { [`refused#${ids.partner}X`]: now }],
    ["no more", { [`refused#${ids.partner}`]: null, "refused#ALL": null }],
    ["reminders only", { [`unsubscribed#${ids.partner}`]: now, "unsubscribed#ALL": now }],
  ])("%s is open to the partner", (_, item) => {
    expect(standingOf(item, item, [taking]).blocked).toBe(false);
  });
});
