import { describe, expect, it, test } from "vitest";
import type { JsonSchema } from "../../../shared/openapi/json-schema.ts";
import personalFields from "../../../shared/events/personal-fields.json" with { type: "json" };
import { currentSchemas, personalMarks, readPublished } from "../../support/contract/published-schemas.ts";
import { breakingChanges } from "../../support/contract/schema-changes.ts";

const text = { type: "string" };
const properties: Record<string, JsonSchema> = {
  id: { ...text, pattern: "^a" },
  status: { ...text, enum: ["open", "closed"] },
  owner: { anyOf: [{ $ref: "#/components/schemas/Person" }, { type: "null" }] },
  tags: { type: "array", items: text },
  words: { type: "object", additionalProperties: text },
  note: { type: ["string", "null"], "x-personal": true },
};
const required = ["id", "status", "owner"];
const person = { type: "object", properties: { name: text }, required: ["name"] };
const published = (root: JsonSchema = {}, named: JsonSchema = person) => ({
  events: { Happened: { type: "object", properties, required, ...root } },
  schemas: { Person: named },
});
const withMember = (name: string, schema: JsonSchema) => published({ properties: { ...properties, [name]: schema } });
const { tags, ...withoutTags } = properties;

describe("a change breaks consumers or the history when", () => {
  test.each([
    ["an event goes", { events: {}, schemas: {} }, "Happened is gone"],
    ["a member goes", published({ properties: withoutTags }), "Happened/tags is gone"],
    ["a member goes further down", published({}, { ...person, properties: {}, required: [] }), "Person/name is gone"],
    ["what must be there may be absent", published({ required: ["id", "owner"] }), "Happened/status may be absent now"],
    [
      "what may be absent must be there",
      published({ required: [...required, "tags"] }),
      "Happened/tags must be there now",
    ],
    [
      "a new member must be there",
      published({ properties: { ...properties, more: text }, required: [...required, "more"] }),
      "Happened/more is new and must be there, which no old event has",
    ],
    ["a type narrows", withMember("note", { ...text, "x-personal": true }), "Happened/note is no null any more"],
    ["a type widens", withMember("tags", { anyOf: [tags!, { type: "null" }] }), "Happened/tags may be null"],
    [
      "a member of a list changes",
      withMember("tags", { type: "array", items: { type: "integer" } }),
      "Happened/tags/* is no string any more",
    ],
    [
      "a member of a map changes",
      withMember("words", { type: "object", additionalProperties: { type: "integer" } }),
      "Happened/words/* may be integer",
    ],
    ["a list holds anything", withMember("tags", { type: "array" }), "Happened/tags has other members"],
    [
      "a value is dropped",
      withMember("status", { ...text, enum: ["open"] }),
      "Happened/status is never closed any more",
    ],
    ["any value is one", withMember("status", text), "Happened/status is no list of values now"],
    ["values are listed", withMember("id", { ...properties["id"], enum: ["a1"] }), "Happened/id is list of values now"],
    ["a pattern changes", withMember("id", { ...text, pattern: "^b" }), "Happened/id has another pattern"],
    ["a bound appears", withMember("id", { ...properties["id"], maxLength: 5 }), "Happened/id has another maxLength"],
    [
      "a mark goes",
      withMember("note", { type: ["string", "null"] }),
      "Happened/note is not marked as personal any more",
    ],
  ])("%s", (_, after, change) => {
    expect(breakingChanges(published(), after)).toContain(change);
  });
});

describe("nothing breaks when", () => {
  test.each([
    ["nothing changes", published()],
    ["a member is added that may be absent", withMember("more", text)],
    ["a value is added", withMember("status", { ...text, enum: ["open", "closed", "lost"] })],
    ["a member is marked as personal", withMember("id", { ...properties["id"], "x-personal": true })],
    ["a form is written in another way", withMember("note", { anyOf: [text, { type: "null" }], "x-personal": true })],
    ["what has a name is written out", withMember("owner", { anyOf: [person, { type: "null" }] })],
    ["an event is added", { ...published(), events: { ...published().events, Ended: text } }],
  ])("%s", (_, after) => {
    expect(breakingChanges(published(), after)).toEqual([]);
  });
});

test("two objects in one place are reported for a review", () => {
  const both = withMember("owner", { anyOf: [person, { type: "object" }] });
  expect(() => breakingChanges(both, both)).toThrow("Two forms of one type");
});

describe("the published schemas", () => {
  it("are not broken by the code's", () => {
    const kept = readPublished();
    expect(kept && breakingChanges(kept, currentSchemas())).toEqual([]);
  });

  it("hold what was added since; `npm run events` writes it", () => {
    expect(readPublished()).toEqual(currentSchemas());
  });

  it("mark the personal fields that digests of events hide; `npm run events` writes them", () => {
    expect(personalFields).toEqual(personalMarks());
  });
});
