import { describe, expect, it, test } from "vitest";
import { routes } from "../../../infra/manifests.ts";
import type { Route } from "../../../shared/manifest.ts";
import { problemKinds } from "../../../shared/http/problems.ts";
import type { JsonSchema } from "../../../shared/openapi/json-schema.ts";
import { isPortable } from "../../../shared/openapi/portable-pattern.ts";
import { problemName } from "../../../shared/openapi/problems.ts";
import { Contract, readContract, type Document, type Reply, type Operation } from "../../support/contract/contract.ts";
import { lintFaults } from "../../support/contract/openapi-lint.ts";
import { patternsIn } from "../../support/contract/patterns.ts";

const contract = await readContract();
const { document, operations } = contract;
const pages = operations.filter(({ isPage }) => isPage);
const forPrograms = operations.filter(({ isPage }) => !isPage);

describe("the OpenAPI document", () => {
  it("has every route, and no other", () => {
    const documented = operations.map(({ method, path }) => `${method} ${path}`);
    const served = routes.map(({ key }) => key).filter((key) => key !== "$default");
    expect(documented.toSorted()).toEqual(served.toSorted());
    expect(served.length).toBeGreaterThan(20);
  });

  it("names the roles of every route", () => {
    for (const { method, path, security, ...operation } of operations) {
      const route = routes.find(({ key }) => key === `${method} ${path}`);
      expect([operation["x-roles"] ?? "public", security.length], path).toEqual([
        route?.roles,
        route?.roles === "public" ? 0 : 1,
      ]);
    }
  });

  it("names query parameters of the routes with a token that take some, and of no other", () => {
    for (const { method, path, parameters } of operations) {
      const route: Route | undefined = routes.find(({ key }) => key === `${method} ${path}`);
      if (route?.roles === "public") continue;
      const names = parameters.filter((parameter) => parameter.in === "query");
      expect(names.length > 0, path).toBe(route?.query === true);
    }
  });

  it("compares If-Match where the route table says so, and demands it of every change of a resource", () => {
    for (const { method, path, parameters } of operations) {
      const route: Route | undefined = routes.find(({ key }) => key === `${method} ${path}`);
      const header = parameters.find(({ name }) => name === "If-Match");
      expect([header !== undefined, header?.required ?? false], path).toEqual([
        route?.ifMatch !== undefined,
        route?.ifMatch === "must",
      ]);
      const changes = ["PATCH", "PUT", "DELETE"].includes(method);
      // Notes may be added to, permissions given back, and rows of a job sent, without having been read.
      const isUnread = /\/(notes|permissions\/\{permission\}|rows\/\{n\})$/.test(path);
      if (changes && !isUnread) expect(route?.ifMatch, path).toBe("must");
    }
  });

  it("has a strong ETag for every single resource except links, secrets and answers of a moment", () => {
    const secret = ["/v1/invitations/{id}/draft", "/v1/operator/portals/{id}/secret"];
    const untagged = [...secret, "/v1/access", "/v1/operator/access", "/v1/jobs/{id}/results.csv"];
    const single = operations.filter(
      ({ method, security, responses }) =>
        method === "GET" &&
        security.length > 0 &&
        !/List|"next"|text\/csv/.test(JSON.stringify(responses["200"]?.content)),
    );
    expect(single.length).toBeGreaterThan(8);
    for (const { path, responses } of single) {
      const names = Object.keys(responses["200"]?.headers ?? {});
      expect([path, names.includes("ETag"), "304" in responses]).toEqual([
        path,
        !untagged.includes(path),
        !untagged.includes(path),
      ]);
    }
  });

  it("has a 503 with Retry-After on every route", () => {
    for (const { path, responses } of forPrograms) {
      expect(Object.keys(responses["503"]?.headers ?? {}), path).toContain("Retry-After");
    }
  });

  it("describes a page only by its address and statuses", () => {
    expect(pages.length).toBeGreaterThan(40);
    for (const { method, path, body, parameters, responses } of pages) {
      expect([body, parameters.filter((parameter) => parameter.in !== "path")], path).toEqual([null, []]);
      const own = method === "POST" ? ["403", "413", "415"] : [];
      expect(Object.keys(responses), path).toEqual(expect.arrayContaining([...own, "429", "503"]));
      for (const answer of Object.values(responses)) expect(Object.keys(answer), path).toEqual(["description"]);
    }
  });

  it("is clean by Redocly's recommended rules", async () => {
    expect(await lintFaults(document)).toEqual([]);
  });

  it("would not be clean with a reference that leads nowhere", async () => {
    const broken = JSON.parse(JSON.stringify(document).replace("#/components/schemas/Invitation", "#/x")) as object;
    expect(await lintFaults(broken)).not.toEqual([]);
  });

  it("names operations by verbs, each once", () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+([A-Z][a-zA-Z]*)?$/.test(name))).toEqual([]);
  });

  it("explains every parameter and every field", () => {
    const parameters = operations.flatMap(({ operationId, parameters: own }) =>
      own.filter(({ description }) => !description).map(({ name }) => `${operationId}: ${name}`),
    );
    expect(parameters).toEqual([]);
    expect([...new Set(unexplained(document, ""))]).toEqual([]);
  });

  it("has an example of every body, which its schema takes", () => {
    for (const { operationId, body } of operations) {
      if (body === null) continue;
      expect(body.examples.length, operationId).toBeGreaterThan(0);
      for (const example of body.examples) expect(contract.takes(body.schema, example), operationId).toBe(true);
    }
  });

  it("has only patterns that JavaScript, Python, Java and Go read alike", () => {
    const patterns = patternsIn(document);
    expect(patterns.length).toBeGreaterThan(20);
    expect(patterns.filter((pattern) => !isPortable(pattern))).toEqual([]);
  });

  it("describes in words what a pattern cannot express", () => {
    const { body } = operations.find(({ operationId }) => operationId === "createInvitation") as Operation;
    const { reference } = body?.schema["properties"] as Readonly<Record<string, { readonly anyOf: readonly object[] }>>;
    expect(reference?.anyOf[0]).toMatchObject({
      pattern: String.raw`^[^\x00-\x1f\x7f-\x9f]*$`,
      description: expect.stringContaining("characters that change the direction of writing") as string,
    });
  });

  it("leaves answers open and closes what is sent, so that answers may gain members", () => {
    const [asked, answered] = operations.reduce<[unknown[], unknown[]]>(
      ([sent, got], { body, responses }) => [
        [...sent, ...(body ? [body.schema] : [])],
        [...got, ...Object.values(responses).map(({ content }) => content)],
      ],
      [[], []],
    );
    const isClosed = (schema: unknown) => JSON.stringify(schema ?? {}).includes('"additionalProperties":false');
    expect(asked.filter((schema) => !isClosed(contract.resolve(schema as object)))).toEqual([]);
    expect(answered.filter(isClosed)).toEqual([]);
    const requested = new Set(JSON.stringify(asked).match(/(?<=schemas\/)\w+/g));
    const named = Object.entries(document.components.schemas).filter(([, schema]) => isClosed(schema));
    expect(named.map(([name]) => name).filter((name) => !requested.has(name))).toEqual([]);
    expect(document.info.description).toContain("Responses can get new fields");
  });

  it("names every list, and what several answers share of an invitation", () => {
    const lists = Object.entries(document.components.schemas).filter(([, { properties }]) =>
      Object.keys(Object(properties) as object).includes("next"),
    );
    expect(lists.map(([name]) => name)).toContain("InvitationList");
    const written = operations.flatMap(({ operationId, responses }) => {
      const { schema } = responses["200"]?.content?.["application/json"] ?? {};
      return Object.keys(schema?.["properties"] ?? {}).includes("items") ? [operationId] : [];
    });
    expect(written).toEqual([]);
    for (const name of ["Invitation", "CommandedInvitation"])
      for (const part of ["Decision", "Delivery", "InvitedCustomer", "Message", "Reminders"])
        expect(JSON.stringify(document.components.schemas[name]), name).toContain(`"#/components/schemas/${part}"`);
  });

  it("accepts null for every optional member of a posted JSON body", () => {
    const posted = operations.filter(({ method, body }) => method === "POST" && body !== null);
    expect(posted.length).toBeGreaterThan(10);
    const refusing = posted.flatMap(({ operationId, body }) =>
      fieldsIn(body?.schema ?? {})
        .filter(({ isRequired, schema }) => !isRequired && !contract.takes(schema, null))
        .map(({ at }) => operationId + at),
    );
    expect(refusing).toEqual([]);
  });

  it("has every field in every answer, or states when it is absent", () => {
    const answers = operations.flatMap(({ operationId, responses }) =>
      Object.entries(responses).flatMap(([status, { content = {} }]) =>
        Object.values(content).flatMap(({ schema }) => fieldsIn(schema, `${operationId} ${status} `)),
      ),
    );
    expect(answers.length).toBeGreaterThan(500);
    const silent = answers.filter(
      // What a row's problem has of its own depends on its type.
      ({ at, isRequired, schema }) =>
        !isRequired && !at.includes("/problem/") && !/absent/i.test(String(schema["description"])),
    );
    expect(silent.map(({ at }) => at)).toEqual([]);
  });

  it("takes null of a PATCH where the answer can show null, and nowhere else", () => {
    const patches = operations.filter(({ method }) => method === "PATCH");
    expect(patches.length).toBeGreaterThan(5);
    for (const { operationId, body, responses } of patches) {
      const shown = new Map(
        fieldsIn(responses["200"]?.content?.["application/json"]?.schema ?? {}).map(({ at, schema }) => [at, schema]),
      );
      const written = fieldsIn(body?.schema ?? {}).map(({ at, schema }) => [at, contract.takes(schema, null)]);
      // A draft's plan is shown as it will be played; null goes back to the default one.
      const readable = written.filter(([at]) => shown.has(String(at)) && at !== "/reminders");
      const expected = readable.map(([at]) => [at, contract.takes(shown.get(String(at)) ?? {}, null)]);
      expect(readable, operationId).toEqual(expected);
    }
  });

  it("gives a problem its own status", () => {
    for (const [kind, [status, title]] of Object.entries(problemKinds)) {
      const schema = document.components.schemas[problemName(kind as keyof typeof problemKinds)];
      if (schema === undefined) continue;
      expect(schema).toMatchObject({
        properties: { type: { const: `/problems/${kind}` }, status: { const: status }, title: { const: title } },
      });
    }
  });

  it("lists every member of a row's problem", () => {
    const refused = operations.find(({ operationId }) => operationId === "createInvitation")?.responses ?? {};
    const told = Object.keys(document.components.schemas["RowProblem"]?.["properties"] ?? {});
    const names = [...new Set(JSON.stringify(refused).match(/(?<=schemas\/)\w+Problem\b/g))];
    const members = names.flatMap((name) => Object.keys(document.components.schemas[name]?.["properties"] ?? {}));
    expect(members).toContain("quota");
    // A caller without the role is refused for the whole batch.
    expect(new Set(members).difference(new Set([...told, "roles"]))).toEqual(new Set());
  });

  it("lists the gateway's own answers", () => {
    for (const { responses, security, operationId } of forPrograms) {
      const own = ["429", "503", ...(security.length > 0 ? ["401"] : [])];
      for (const status of own) {
        const content = responses[status]?.content?.["application/json"];
        expect(content?.schema, operationId).toEqual({ $ref: "#/components/schemas/GatewayMessage" });
      }
    }
  });
});

describe("the contract would notice", () => {
  const operation = operations.find(({ operationId }) => operationId === "checkHealth") as Operation;
  const headers = {
    "x-correlation-id": "c-1",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "strict-transport-security": "max-age=63072000",
    "apigw-requestid": "r-1",
    "content-type": "application/json",
  };
  const reply = (changes: Partial<Omit<Reply, "headers">> & { readonly headers?: object } = {}): Reply => ({
    status: 200,
    text: '{"status":"ok","version":"0.1.0"}',
    ...changes,
    headers: new Headers({ ...headers, ...changes.headers }),
  });
  const without = (name: string): Reply => {
    const answer = reply();
    answer.headers.delete(name);
    return answer;
  };

  test("nothing in what is right", () => {
    expect(contract.faultsOf(operation, reply())).toEqual([]);
  });

  test.each([
    ["a status", reply({ status: 418 })],
    ["a member", reply({ text: '{"status":"ok","version":"0.1.0","more":1}' })],
    ["a missing member", reply({ text: "{}" })],
    ["a wrong value", reply({ text: '{"status":"bad","version":"0.1.0"}' })],
    ["a header", reply({ headers: { "x-powered-by": "us" } })],
    ["a missing header", without("x-correlation-id")],
    ["a header's form", reply({ headers: { "x-correlation-id": "not well formed" } })],
    ["a content type", reply({ headers: { "content-type": "text/html" } })],
    [
      "a problem that is not told",
      reply({ status: 404, text: '{"type":"/problems/x"}', headers: { "content-type": "application/problem+json" } }),
    ],
  ])("%s that is not documented", (_, answer) => {
    expect(contract.faultsOf(operation, answer)).not.toEqual([]);
  });

  test("a reference into the document", () => {
    const small: Document = {
      info: { description: "" },
      paths: {},
      components: {
        schemas: {
          A: { type: "object", properties: { b: { $ref: "#/components/schemas/B" } } },
          B: { type: "integer" },
        },
      },
    };
    const other = new Contract(small);
    expect(other.takes({ $ref: "#/components/schemas/A" }, { b: 1 })).toBe(true);
    expect(other.takes({ $ref: "#/components/schemas/A" }, { b: "1" })).toBe(false);
  });
});

/** Every field of an object and of the objects in it, by where it is. */
function fieldsIn(schema: JsonSchema, at = ""): { at: string; isRequired: boolean; schema: JsonSchema }[] {
  const {
    properties = {},
    required = [],
    anyOf = [],
    items,
  } = contract.resolve(schema) as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
    readonly anyOf?: readonly JsonSchema[];
    readonly items?: JsonSchema;
  };
  return [
    ...Object.entries(properties).flatMap(([name, field]) => [
      { at: `${at}/${name}`, isRequired: required.includes(name), schema: field },
      ...fieldsIn(field, `${at}/${name}`),
    ]),
    ...[...anyOf, ...(items ? [items] : [])].flatMap((one) => fieldsIn(one, at)),
  ];
}

/** Places of properties that nothing explains: neither themselves nor what they refer to. */
function unexplained(node: unknown, at: string): string[] {
  if (Array.isArray(node)) return node.flatMap((one, index) => unexplained(one, `${at}/${index}`));
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([keyword, value]: [string, unknown]) => {
    if (["example", "examples", "default"].includes(keyword)) return [];
    if (keyword !== "properties") return unexplained(value, `${at}/${keyword}`);
    return Object.entries(value as Record<string, object>).flatMap(([name, schema]) => [
      ...("description" in schema || "$ref" in schema ? [] : [`${at}/${name}`]),
      ...unexplained(schema, `${at}/${name}`),
    ]);
  });
}
