import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { pageQuery } from "../../../shared/schema/parse.ts";
import { SchemaWriter } from "../../../shared/openapi/json-schema.ts";
import { described } from "../../../shared/openapi/values.ts";
import { documented } from "../../../shared/schema/documented.ts";
import { durationBetween, line, mailAddress } from "../../../shared/schema/primitives.ts";

const write = (schema: z.ZodMiniType) => new SchemaWriter().write(schema, "input");

describe("a schema as JSON Schema", () => {
  it("refuses unknown fields where the check does", () => {
    expect(write(z.strictObject({}))).toMatchObject({ additionalProperties: false });
    expect(write(z.object({}))).not.toHaveProperty("additionalProperties");
  });

  it("has the exact bounds of a duration, and the form of an address", () => {
    expect(write(durationBetween(1, 90))).toEqual({
      type: "string",
      format: "duration",
      pattern: "^P([1-9]|[1-8][0-9]|90)D$",
    });
    expect(write(mailAddress)).toEqual({ type: "string", format: "idn-email" });
  });

  it("shows a number in a query as a number", () => {
    expect(write(pageQuery.limit)).toEqual({ type: "integer", minimum: 1, maximum: 100, default: 25 });
  });

  it("bounds a text of one line", () => {
    expect(write(line(50))).toMatchObject({ type: "string", minLength: 1, maxLength: 50 });
  });

  it("is explained by the glossary where it does not explain itself", () => {
    const own = described(z.string(), "Its own words.");
    expect(write(z.object({ subject: z.string(), text: own }))).toMatchObject({
      properties: { subject: { description: "Subject of the mail." }, text: { description: "Its own words." } },
    });
  });

  it("keeps the words of one use to that use", () => {
    const shared = z.string();
    described(shared, "Its own words.");
    expect(write(shared)).toEqual({ type: "string" });
  });

  it("is written once under its name", () => {
    const writer = new SchemaWriter();
    const named = z.strictObject({ a: z.string() }).register(documented, { id: "Thing" });
    const listed = writer.write(z.array(named), "output");
    expect([writer.write(named, "output"), listed]).toEqual([
      { $ref: "#/components/schemas/Thing" },
      { type: "array", items: { $ref: "#/components/schemas/Thing" } },
    ]);
    expect(Object.keys(writer.named)).toEqual(["Thing"]);
  });

  it("keeps its name where it has words of its own", () => {
    const named = z.strictObject({}).register(documented, { id: "Thing", description: "A thing." });
    expect(write(z.array(described(named, "Another thing.")))).toEqual({
      type: "array",
      items: { $ref: "#/components/schemas/Thing", description: "Another thing." },
    });
  });

  it("does not share its name with another", () => {
    const writer = new SchemaWriter();
    writer.name("Thing", { type: "string" });
    expect(() => writer.name("Thing", { type: "integer" })).toThrow("Two schemas are called Thing.");
  });
});
