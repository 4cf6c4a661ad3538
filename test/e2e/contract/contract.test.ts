import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readContract, type Reply, type Operation } from "../../support/contract/contract.ts";
import { requestsFor, type AnyRequest } from "../../support/contract/requests.ts";
import { makeFixtures, type Fixtures } from "../../support/contract/fixtures.ts";
import type { Role } from "../../../shared/names.ts";
import { raiseStack } from "../../support/stack/stack.ts";

/** More requests of each route, or the ones of an earlier run: `CONTRACT_RUNS=500 CONTRACT_SEED=7 vitest run …`. */
const runs = Number(process.env["CONTRACT_RUNS"] ?? 1);
const seed = process.env["CONTRACT_SEED"];

const stack = raiseStack();
afterAll(() => stack().control.call("POST", "policy", { preset: "default" }));
const contract = await readContract();
let fixtures: Fixtures;
beforeAll(async () => {
  fixtures = await makeFixtures(stack());
});

const send = async (method: string, { who, path, headers, body }: AnyRequest): Promise<Reply> => {
  const token = who && (await stack().local.token(who));
  const response = await fetch(stack().local.url + path, {
    method,
    redirect: "manual",
    body,
    headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const isDone = ({ status }: Reply): boolean => status < 400;

/** Headers that the same request gets again. */
const lasting = ({ headers }: Reply) => Object.fromEntries([...headers].filter(([name]) => !passing.includes(name)));
const passing = [
  ...["x-correlation-id", "apigw-requestid", "date", "content-length", "transfer-encoding"],
  // Where one goes on may carry a challenge that is made each time.
  ...["set-cookie", "connection", "keep-alive", "location"],
];

/** What the document promises of this very request, beside the form of its answer. */
function promises(operation: Operation, request: AnyRequest, answer: Reply): string[] {
  const { operationId, body, security, isPage } = operation;
  const roles = operation["x-roles"];
  const faults: string[] = [];
  if (answer.status >= 500) faults.push(`a fault of ours: ${answer.text}`);
  // Only the gateway answers a reader in JSON.
  const isDocument = answer.headers.get("content-type")?.startsWith("application/problem+json");
  if (isPage && isDocument && /html/.test(request.headers["accept"] ?? "")) faults.push("a document for a reader");
  if (security.length > 0 && request.who === null && isDone(answer)) faults.push("let in without a token");
  if (roles && request.who && "role" in request.who && !roles.includes(request.who.role) && isDone(answer))
    faults.push("let a wrong role in");
  // One bad row does not fail a batch.
  if (body !== null && request.body !== null && isDone(answer) && operationId !== "createInvitations") {
    if (!contract.takes(body.schema, JSON.parse(request.body))) faults.push("did what the document refuses");
  }
  return faults;
}

describe("the OpenAPI document", () => {
  it("is served as it was built, and answered with 304 for a client that has it", async () => {
    const path = "/v1/openapi.json";
    const answer = await stack().ask(null, "GET", path);
    expect(answer.json).toEqual(contract.document);
    const etag = answer.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]{43}-gz"$/);
    const again = await stack().ask(null, "GET", path, { headers: { "if-none-match": etag } });
    expect(again).toMatchObject({ status: 304, text: "" });
  });
});

// Public ones first: what a partner may do to all of its links comes after what customers do with them.
const operations = contract.operations.toSorted((one, other) => one.security.length - other.security.length);

// What the forms of pages do is held by the journeys, whose statuses are audited.
describe.each(operations.filter(({ isPage, method }) => !isPage || method !== "POST"))("$method $path", (operation) => {
  it("accepts its documented examples and gives a documented answer", async () => {
    const { body, method } = operation;
    for (const example of body?.examples ?? [null]) {
      const fitting = await fixtures.fitting(operation, example);
      const headers = { ...fitting.headers, ...(body && { "content-type": "application/json" }) };
      const request = { ...fitting, headers, body: body && JSON.stringify(fitting.body) };
      const answer = await send(method, request);
      expect(contract.faultsOf(operation, answer)).toEqual([]);
      expect(answer.status, answer.text).toBeLessThan(400);
      if (method !== "GET") continue;
      const head = await send("HEAD", request);
      expect([head.status, head.text, lasting(head)]).toEqual([answer.status, "", lasting(answer)]);
    }
  });
});

describe.each(operations)("$method $path", (operation) => {
  it("gives a documented answer to any request", async () => {
    const access = await fixtures.access(operation.path);
    const property = fc.asyncProperty(
      requestsFor(operation, contract, fixtures.known(operation.path)),
      async ({ headers, ...asked }) => {
        const request = { ...asked, headers: { ...access, ...headers } };
        const answer = await send(operation.method, request);
        expect([...contract.faultsOf(operation, answer), ...promises(operation, request, answer)]).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: runs, ...(seed !== undefined && { seed: Number(seed) }) });
  });
});

// To every other method, the word of this path is an id.
const paths = Object.keys(contract.document.paths).filter((path) => path !== "/v1/invitations/batch");

it.each(paths)("%s refuses an unsupported method and lists the supported ones", async (path) => {
  const own = contract.operations.filter((operation) => operation.path === path);
  const methods = own.map(({ method }) => method);
  const roles = own.find(({ method }) => method === "GET")?.["x-roles"];
  const who = roles ? { partner: "contoso-partner", role: roles[0] as Role } : null;
  const asked = path.replaceAll(/\{\w+\}/g, "x");
  for (const other of ["DELETE", "PUT", "PATCH", "POST", "GET"].filter((method) => !methods.includes(method))) {
    const answer = await send(other, { who, path: asked, headers: { accept: "*/*" }, body: null });
    expect(answer.status, answer.text).toBe(405);
    expect(answer.headers.get("allow")?.split(", ")).toEqual(
      [...methods, ...(methods.includes("GET") ? ["HEAD"] : [])].toSorted(),
    );
  }
  // All paths that cannot be read share one limit.
  stack().local.parts.gateway.reset();
});
