import { describe, expect, it, test } from "vitest";
import { eventDescriptions } from "../../../shared/asyncapi/events.ts";
import { examples } from "../../../shared/asyncapi/examples.ts";
import { personalFields, withoutPersonal } from "../../../shared/asyncapi/personal-fields.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { mailedEvents } from "../../../shared/names.ts";
import { impersonal, personalLeftIn, schemaFaults, schemasOfEvents } from "../../support/contract/schemas.ts";

const types = eventDescriptions.map(({ type }) => type);
const exampleOf = (type: string): StoredEvent => examples.find((example) => example.type === type)!;

describe("every event", () => {
  it("has its own name, and every event that sends mail is among them", () => {
    expect(types.length).toBeGreaterThan(30);
    expect(Object.keys(schemasOfEvents.details)).toEqual(types);
    expect(types).toEqual(expect.arrayContaining([...mailedEvents]));
  });

  it.each(types)("%s has an example that the domain drew up and its schema takes", (type) => {
    expect(schemaFaults(exampleOf(type))).toEqual([]);
  });

  it.each(types)("%s has no personal data outside the fields marked as personal", (type) => {
    expect(personalLeftIn(exampleOf(type))).toEqual([]);
    expect(JSON.stringify(impersonal(exampleOf(type)))).not.toMatch(/@|Ada|Grace|Customer Ltd|Dear|\+1 555|Not now/);
  });
});

describe("a schema would notice", () => {
  const event = exampleOf("InvitationAccepted");
  const data = event.data as { readonly invitation: { readonly customer: object } };

  test.each<[string, StoredEvent]>([
    ["a member too many", { ...event, data: { ...data, link: "x" } }],
    ["a member too many further down", { ...event, data: { ...data, invitation: { ...data.invitation, notes: "" } } }],
    ["a member too few", { ...event, data: { invitation: data.invitation, previousStatus: "pending" } }],
    ["a value that is not on the list", { ...event, data: { ...data, previousStatus: "lost" } }],
    ["another event's data", { ...event, data: exampleOf("PartnerChanged").data }],
    [
      "an address as the actor",
      { ...event, metadata: { ...event.metadata, actor: { kind: "customer", id: "a@b.c" } } },
    ],
    ["an id of nothing", { ...event, metadata: { ...event.metadata, aggregate: "abc_1" } }],
    ["a name that no event has", { ...event, type: "InvitationLost" as StoredEvent["type"] }],
  ])("%s", (_, wrong) => {
    expect(schemaFaults(event)).toEqual([]);
    expect(schemaFaults(wrong)).not.toEqual([]);
  });

  test("an address where none is expected", () => {
    expect(personalLeftIn({ ...event, metadata: { ...event.metadata, correlationId: "a@b.c" } })).toHaveLength(1);
  });
});

describe("personal fields", () => {
  const mark = { type: "string", "x-personal": true };
  const named = { Person: { type: "object", properties: { name: mark, age: { type: "integer" } } } };
  const schema = {
    type: "object",
    properties: {
      owner: { anyOf: [{ $ref: "#/components/schemas/Person" }, { type: "null" }] },
      team: { type: "array", items: { $ref: "#/components/schemas/Person" } },
      words: { type: "object", additionalProperties: { type: "object", properties: { text: mark } } },
      addresses: { type: "array", items: { type: "string" }, "x-personal": true },
    },
  };
  const fields = personalFields(schema, named);

  test("are found behind references, alternatives, lists and maps", () => {
    expect(fields).toEqual(["/owner/name", "/team/*/name", "/words/*/text", "/addresses"]);
  });

  test("are taken out, and nothing else", () => {
    const value = {
      owner: { name: "Ada", age: 36 },
      team: [{ name: "Grace", age: 40 }, { age: 1 }],
      words: { en: { text: "Dear Ada" }, de: { text: "Liebe Ada", at: 1 } },
      addresses: ["a@b.example"],
      name: "a product",
    };
    expect(withoutPersonal(value, fields)).toEqual({
      owner: { age: 36 },
      team: [{ age: 40 }, { age: 1 }],
      words: { en: {}, de: { at: 1 } },
      name: "a product",
    });
    expect(withoutPersonal({ owner: null }, fields)).toEqual({ owner: null });
  });
});
