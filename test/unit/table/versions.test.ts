import { describe, expect, test } from "vitest";
import { parseDelivered } from "../../../shared/events/delivered.ts";
import { dictionaries } from "../../../shared/events/dictionaries.ts";
import { expanded } from "../../../shared/events/payload.ts";
import { parseEvents } from "../../../shared/events/stored-events.ts";
import { deliveryItem, invitationItem, parseDelivery, parseInvitation } from "../../../shared/invitation/items/item.ts";
import { parsePartner, partnerItem } from "../../../shared/partner/items/partners.ts";
import { aDelivery, anInvitation, aPartner } from "../../support/builders/builders.ts";
import { anEvent } from "../../support/builders/some-events.ts";
import { storedItem } from "../../support/table/stream-records.ts";

const event = anEvent();

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

/** A payload of each version of stored events, as it was written then; none is ever taken out. */
const payloads: Readonly<Record<number, string>> = {
  1: "w3RkMjgt0MqdoCpB15AYlyEKDANDLxcDbMAQW1GCoyKorY2tBQA=",
};

describe("while versions run beside each other", () => {
  test.each(Object.keys(dictionaries).map(Number))("payloads of events of version %i can be expanded", (schema) => {
    expect(expanded(payloads[schema] ?? "", schema)).toEqual({
      ...{ correlationId: "c-1", causationId: null, schemaVersion: "1.0", sandbox: false },
      actor: { kind: "partner", id: "user-1" },
      events: [
        { data: { invitation: { id: "inv_01JD0000000000000000000001", status: "pending" }, previousStatus: null } },
      ],
    });
  });

  test("an item whose payload was compressed with another dictionary is no item of events", () => {
    expect(() => parseEvents({ ...storedItem(event), schema: 2 })).toThrow("no dictionary of version 2");
  });

  test("events of one write come back in their order, each with its own actor and sequence", () => {
    const system = { ...anEvent({ type: "InvitationExpired", sequence: 3 }) };
    const own = { ...system, metadata: { ...system.metadata, actor: { kind: "system", id: "rapport" } as const } };
    const item = storedItem(event, own);
    expect([item.SK, item.types]).toEqual(["EVT#state#000000003", ["InvitationIssued", "InvitationExpired"]]);
    expect(parseEvents(item)).toEqual([event, own]);
    // A stream hands bytes over as text.
    expect(parseEvents({ ...item, payload: Buffer.from(item.payload).toString("base64") })).toEqual([event, own]);
  });

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
    const stored = { ...storedItem(event), fieldOfTomorrow: 1 };
    expect(parseEvents(stored)).toEqual([event]);
    const { type, metadata, data } = event;
    const published = { "detail-type": type, detail: { metadata, data, fieldOfTomorrow: 1 }, fieldOfTomorrow: 1 };
    expect(parseDelivered(JSON.stringify(published))).toEqual(event);
  });
});
