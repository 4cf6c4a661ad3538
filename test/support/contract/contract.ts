import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { fileURLToPath } from "node:url";
import { buildOpenApi } from "../../../infra/build/openapi.ts";
import type { JsonSchema } from "../../../shared/openapi/json-schema.ts";
import { pagesTag } from "../../../shared/openapi/pages.ts";

/** A parameter, as far as it is looked at here. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

interface Media {
  readonly schema: JsonSchema;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Reference {
  readonly $ref: string;
}

interface Header {
  readonly required: boolean;
  readonly schema: JsonSchema;
}

interface Response {
  readonly description: string;
  /** Absent where the answer is a page. */
  readonly headers?: Readonly<Record<string, Header | Reference>>;
  readonly content?: Readonly<Record<string, Media>>;
}

interface WrittenOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly security: readonly object[];
  readonly "x-roles"?: readonly string[];
  readonly tags: readonly string[];
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Response | Reference>>;
}

/** The document as its readers see it. */
export interface Document {
  readonly info: { readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, WrittenOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** One operation with its references followed. */
export interface Operation extends Omit<WrittenOperation, "parameters" | "requestBody" | "responses"> {
  readonly responses: Readonly<Record<string, Response>>;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: {
    readonly schema: JsonSchema;
    readonly examples: readonly unknown[];
    readonly required: boolean;
  } | null;
  /** Whether it is for people: then the document tells nothing but statuses. */
  readonly isPage: boolean;
}

/** The parts of a response that a contract describes. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Headers of every connection, from any server. */
const ofTheConnection = ["connection", "content-length", "content-type", "date", "keep-alive", "transfer-encoding"];

/** The document, as the build makes it of the sources. */
export async function readContract(): Promise<Contract> {
  const text = await buildOpenApi(fileURLToPath(new URL("../../../functions", import.meta.url)));
  if (text === null) throw new Error("No function says anything of its routes.");
  return new Contract(JSON.parse(text) as Document);
}

/** Holds answers to what the document says. */
export class Contract {
  readonly document: Document;
  readonly operations: readonly Operation[];
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: Document) {
    this.document = document;
    this.#ajv.addSchema(document, "api");
    this.#ajv.addSchema(closed(document) as Document, "closed");
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, written]) => this.#followed(method.toUpperCase(), path, written)),
    );
  }

  /** The schema itself where it is a reference. */
  resolve<Value extends object>(value: Value | Reference): Value {
    if (!("$ref" in value)) return value;
    const steps = value.$ref.slice(2).split("/");
    return steps.reduce<unknown>(
      (node, step) => (node as Record<string, unknown>)[step.replaceAll("~1", "/").replaceAll("~0", "~")],
      this.document,
    ) as Value;
  }

  /** Whether a schema of the document takes a value. */
  takes(schema: JsonSchema, value: unknown): boolean {
    return this.#faults(schema, value).length === 0;
  }

  /** How an answer breaks the contract; nothing when it keeps it. What the document does not tell of breaks it too. */
  faultsOf({ responses }: Operation, answer: Reply): string[] {
    const response = responses[String(answer.status)];
    if (response === undefined) return [`${answer.status} is not documented: ${answer.text.slice(0, 300)}`];
    if (response.headers === undefined) return [];
    return [...this.#headerFaults(response.headers, answer), ...this.#bodyFaults(response, answer)];
  }

  #headerFaults(headers: NonNullable<Response["headers"]>, answer: Reply): string[] {
    const known = new Set([...ofTheConnection, ...Object.keys(headers).map((name) => name.toLowerCase())]);
    const unknown = [...answer.headers.keys()].filter((name) => !known.has(name));
    return [
      ...unknown.map((name) => `${answer.status} has the header ${name}, which is not documented`),
      ...Object.entries(headers).flatMap(([name, written]) => {
        const { required, schema } = this.resolve(written);
        const value = answer.headers.get(name);
        if (value === null) return required ? [`${answer.status} lacks the header ${name}`] : [];
        return this.#faults(schema, value, "closed").map((fault) => `header ${name}: ${fault}`);
      }),
    ];
  }

  #bodyFaults({ content = {} }: Response, { status, headers, text }: Reply): string[] {
    if (text === "") return [];
    const type = headers.get("content-type")?.split(";")[0] ?? "";
    const media = content[type] ?? content[`${type.split("/")[0]}/*`];
    if (media === undefined) return [`${status} is not documented as ${type}: ${text.slice(0, 300)}`];
    if (!type.endsWith("json")) return [];
    return this.#faults(media.schema, JSON.parse(text), "closed").map(
      (fault) => `${status} ${fault} in ${text.slice(0, 600)}`,
    );
  }

  #faults(schema: JsonSchema, value: unknown, home: "api" | "closed" = "api"): string[] {
    const key = home + JSON.stringify(schema);
    const own = home === "closed" ? (closed(schema) as JsonSchema) : schema;
    const validate = this.#compiled.get(key) ?? this.#ajv.compile(atHome(own, home));
    this.#compiled.set(key, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      [instancePath || "/", message, JSON.stringify(params)].join(" "),
    );
  }

  #followed(
    method: string,
    path: string,
    { parameters = [], requestBody, responses, ...written }: WrittenOperation,
  ): Operation {
    const media = requestBody?.content["application/json"];
    const examples = Object.values(media?.examples ?? {}).map(({ value }) => value);
    return {
      ...written,
      method,
      path,
      parameters: parameters.map((parameter) => this.resolve(parameter)),
      responses: Object.fromEntries(
        Object.entries(responses).map(([status, response]) => [status, this.resolve(response)]),
      ),
      body: media ? { schema: media.schema, examples, required: requestBody?.required === true } : null,
      isPage: written.tags.includes(pagesTag.name),
    };
  }
}

/** A part of the document by itself: its references lead back there. */
const atHome = (schema: JsonSchema, home: "api" | "closed"): JsonSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', `"$ref":"${home}#/`)) as JsonSchema;

/** With every object closed that says nothing of other members: what an answer has and the document does not tell stands out. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== "object" || node === null) return node;
  const within = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]));
  return "properties" in node && "type" in node && node.type === "object"
    ? { additionalProperties: false, ...within }
    : within;
}
