import asyncApiSpecs from "@asyncapi/specs";
import { Ajv } from "ajv";
import Ajv4 from "ajv-draft-04";
import { describe, expect, it } from "vitest";
import { buildEventDocuments } from "../../../infra/build/event-documents.ts";
import { eventDescriptions } from "../../../shared/asyncapi/events.ts";
import { isPortable } from "../../../shared/openapi/portable-pattern.ts";
import { patternsIn } from "../../support/contract/patterns.ts";

interface Message {
  readonly headers: object;
  readonly payload: object;
  readonly examples: readonly { readonly headers: object; readonly payload: object }[];
  readonly "x-personal-fields": readonly string[];
}

interface AsyncApi {
  readonly asyncapi: string;
  readonly channels: Readonly<Record<string, { readonly address: string; readonly messages: object }>>;
  readonly operations: Readonly<Record<string, { readonly messages: readonly { readonly $ref: string }[] }>>;
  readonly components: { readonly messages: Readonly<Record<string, Message>> };
}

const { document: built, registry } = await buildEventDocuments();
const document = built as AsyncApi;
const types = eventDescriptions.map(({ type }) => type);
const lax = { strict: false, allErrors: true, validateFormats: false } as const;

describe("the AsyncAPI document", () => {
  const ofAsyncApi = new Ajv(lax).compile(asyncApiSpecs.schemasWithoutId["3.0.0"] as object);

  it("is valid AsyncAPI 3.0", () => {
    ofAsyncApi(document);
    expect(ofAsyncApi.errors).toBeNull();
    expect(ofAsyncApi({ ...document, channels: { bus: { adress: "x" } } })).toBe(false);
  });

  it("has only patterns that JavaScript, Python, Java and Go read alike", () => {
    const patterns = patternsIn([document, registry]);
    expect(patterns.length).toBeGreaterThan(5);
    expect(patterns.filter((pattern) => !isPortable(pattern))).toEqual([]);
  });

  it("has no reference to a missing part", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = ""]) => path);
    const found = (path: string) =>
      path.split("/").reduce<unknown>((node, step) => (node as Record<string, unknown> | undefined)?.[step], document);
    expect(references.length).toBeGreaterThan(types.length);
    expect(references.filter((path) => found(path) === undefined)).toEqual([]);
  });

  it("has a message of every event on the one bus", () => {
    const { bus, ...others } = document.channels;
    expect(others).toEqual({});
    expect(bus?.address).toBe("rapport-{stage}");
    expect(Object.keys(bus?.messages ?? {})).toEqual(types);
    expect(Object.keys(document.components.messages)).toEqual(types);
    expect(document.operations["publish"]?.messages).toHaveLength(types.length);
  });

  it.each(types)("has an example of %s that its schema accepts, also with another member", (type) => {
    const message = document.components.messages[type]!;
    const ajv = new Ajv(lax).addSchema({ $id: "events", ...document });
    const atHome = (schema: object) => JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"events#/')) as object;
    const [payload, headers] = [ajv.compile(atHome(message.payload)), ajv.compile(atHome(message.headers))];
    expect(message.examples).toHaveLength(1);
    for (const example of message.examples) {
      expect(payload(example.payload), JSON.stringify(payload.errors)).toBe(true);
      expect(headers(example.headers)).toBe(true);
      expect(payload({ ...example.payload, more: 1 })).toBe(true);
    }
    expect(headers({ source: "rapport", "detail-type": "Other" })).toBe(false);
  });

  it("lists the personal fields of every message with a customer", () => {
    for (const [type, message] of Object.entries(document.components.messages)) {
      const tells = /Invitation(Reading|Summary)/.test(JSON.stringify(message.payload));
      expect(message["x-personal-fields"].includes("/data/invitation/customer/email"), type).toBe(tells);
    }
  });
});

describe("the schema registry's schemas", () => {
  const ajv = new Ajv4.default({ strict: true, allowUnionTypes: true, validateFormats: false });
  ajv.addKeyword("x-personal");

  it("are of every event, under the names that EventBridge gives", () => {
    expect(registry.map(({ name }) => name)).toEqual(types.map((type) => `rapport@${type}`));
  });

  it.each(registry.map((schema, at) => [schema.name, schema.content, types[at]!] as const))(
    "%s is draft 4, small enough, and takes the event as a target gets it",
    (_, content, type) => {
      // The most that EventBridge takes is 100,000 characters; all of them are in one template of 1 MB.
      expect(JSON.stringify(content).length).toBeLessThan(12_000);
      const [example] = document.components.messages[type]!.examples;
      const delivered = {
        ...{ version: "0", id: "1", account: "123456789012", time: "2026-11-22T09:00:00Z", region: "eu-central-1" },
        ...{ resources: [], source: "rapport", "detail-type": type, detail: example?.payload },
      };
      const validate = ajv.compile(content);
      expect(validate(delivered), JSON.stringify(validate.errors)).toBe(true);
      expect(validate({ ...delivered, detail: {} })).toBe(false);
    },
  );
});
