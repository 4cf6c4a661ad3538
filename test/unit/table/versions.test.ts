import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDelivered } from "../../../shared/events/delivered.ts";
import { dictionaries } from "../../../shared/table/dictionaries.ts";
import { packed, unpacked } from "../../../shared/table/packed.ts";
import { eventPlace, parseEvents } from "../../../shared/events/stored-events.ts";
import { invitationItem, parseDelivery, parseInvitation } from "../../../shared/invitation/items/item.ts";
import { parsePartner, partnerItem } from "../../../shared/partner/items/partners.ts";
import { aDelivery, anInvitation, aPartner, ids } from "../../support/builders/builders.ts";
import { anEvent } from "../../support/builders/some-events.ts";
import { storedItem } from "../../support/table/stream-records.ts";

const event = anEvent();

/** Objects whose keys are data: languages, not fields. */
const maps = new Set(["messages"]);

/** Adds a field that no version knows to every object in a value. */
function withFieldsOfTomorrow(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFieldsOfTomorrow);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return packed(withFieldsOfTomorrow(unpacked(value)));
  const entries = Object.entries(value).map(
    ([name, inner]) => [name, maps.has(name) ? inner : withFieldsOfTomorrow(inner)] as const,
  );
  return { ...Object.fromEntries(entries), fieldOfTomorrow: { of: ["a later version"] } };
}

/** What was compressed by each dictionary, as it was written then; none is ever taken out. */
const written: Readonly<Record<number, string>> = {
  1: "AQAnw3RkMqR9gelOAi4AFfa6hsTYiSgKcPe2sBcSSCWQkpUBqGaPrQUAAAAAHIsLgE5vdGhpbmcgY2hhbmdlcyBmb3IgeW91LgM=",
};
const value = {
  ...{ correlationId: "c-1", causationId: null, actor: { kind: "partner", id: "user-1" } },
  events: [{ data: { invitation: { id: ids.invitation, status: "pending", message: "Nothing changes for you." } } }],
};
const beside = ["2026-11-22T10:00:00.000Z", "ptn_01JD0000000000000000000002", "inv_01JD0000000000000000000001"];

describe("while versions run beside each other", () => {
  test.each(Object.keys(dictionaries).map(Number))("what dictionary %i compressed can be expanded", (version) => {
    const bytes = written[version] ?? "";
    expect(Buffer.from(bytes, "base64")[0]).toBe(version);
    expect(unpacked(bytes, beside)).toEqual(value);
  });

  test("any JSON is expanded as it was", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.uuid(),
      fc.lorem(),
      fc.stringMatching(/^[0-9a-f]{10,140}$/),
    );
    const names = fc.string({ unit: "binary", minLength: 1 });
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        texts,
        fc.integer(),
        fc.constantFrom(null, true),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(names, tie("value"), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(json, (given) => {
        expect(unpacked(packed(given))).toEqual(given);
        expect(unpacked(Buffer.from(packed(given)).toString("base64"))).toEqual(given);
      }),
    );
  });

  test.each([
    ["no prose", { a: 1 }],
    [
      "the same prose twice",
      { a: "One and the same sentence.", b: ["One and the same sentence.", "Another of them."] },
    ],
    ["prose with a null character", { a: "One sentence, \0 and another one." }],
    ["nothing", null],
    ["empty texts", ["", " ", { a: "" }]],
  ])("%s is expanded as it was", (_, given) => {
    expect(unpacked(packed(given))).toEqual(given);
  });

  test("an item whose payload was compressed with another dictionary is no item of events", () => {
    expect(() => parseEvents({ ...storedItem(event), payload: Uint8Array.of(2, 0, 0) })).toThrow(
      "no dictionary of version 2",
    );
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

  test("an event of a part that lies in the item of the whole keeps its aggregate and sequence", () => {
    const noted = anEvent({ type: "InvitationAnnotated", aggregate: `${event.metadata.aggregate}/notes`, sequence: 1 });
    const item = storedItem(event, noted);
    expect(item.SK).toBe("EVT#state#000000002");
    expect(parseEvents(item)).toEqual([event, noted]);
    const { aggregate, sequence } = event.metadata;
    expect(eventPlace(aggregate, sequence).parse(item)).toEqual(event);
  });

  test.each<[string, unknown, (item: unknown) => unknown, unknown]>([
    [
      "an invitation",
      invitationItem(anInvitation({ status: "pending" })),
      parseInvitation,
      anInvitation({ status: "pending" }),
    ],
    [
      "a delivery",
      invitationItem(anInvitation({ status: "pending" }), { delivery: aDelivery() }),
      parseDelivery,
      aDelivery(),
    ],
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
