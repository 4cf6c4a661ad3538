import { describe, expect, test } from "vitest";
import { parseDelivered } from "../../../shared/events/delivered.ts";
import { eventWrite, parseStoredEvent } from "../../../shared/events/stored-events.ts";
import { deliveryItem, invitationItem, parseDelivery, parseInvitation } from "../../../shared/invitation/items/item.ts";
import { parsePartner, partnerItem } from "../../../shared/partner/items/partners.ts";
import { aDelivery, anInvitation, aPartner } from "../../support/builders/builders.ts";
import { anEvent } from "../../support/builders/some-events.ts";

const event = anEvent();
const write = eventWrite(event);
const eventItem = write.kind === "put" ? write.item : {};

/** Objects whose keys are data: languages, not fields. */
const maps = new Set(["messages"]);

/** Adds a field that no version knows to every object in a value. */
function withFieldsOfTomorrow(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFieldsOfTomorrow);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, inner]) => [name, maps.has(name) ? inner : withFieldsOfTomorrow(inner)] as const,
  );
  return { ...Object.fromEntries(entries), fieldOfTomorrow: { of: ["a later version"] } };
}

describe("while versions run beside each other", () => {
  test.each<[string, unknown, (item: unknown) => unknown, unknown]>([
    [
      "an invitation",
      invitationItem(anInvitation({ status: "pending" })),
      parseInvitation,
      anInvitation({ status: "pending" }),
    ],
    ["a delivery", deliveryItem(aDelivery()), parseDelivery, aDelivery()],
    ["a partner", partnerItem(aPartner()), parsePartner, aPartner()],
  ])("%s that a later version wrote with more fields is read", (_what, item, parse, expected) => {
    const read = parse(withFieldsOfTomorrow(item)) as object;
    expect(read).toEqual(expected);
  });

  test("an event that a later version stored or published with more around its data is read", () => {
    const stored = { ...eventItem, fieldOfTomorrow: 1 };
    expect(parseStoredEvent(stored)).toEqual(event);
    const { type, metadata, data } = event;
    const published = { "detail-type": type, detail: { metadata, data, fieldOfTomorrow: 1 }, fieldOfTomorrow: 1 };
    expect(parseDelivered(JSON.stringify(published))).toEqual(event);
  });
});
