import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readContract, type Heard, type Operation } from "../support/contract.ts";
import { bodyText, requestsFor, type AnyRequest } from "../support/contract-requests.ts";
import { openScene, type Scene } from "../support/contract-scene.ts";
import { raiseStack } from "../support/stack.ts";

/** More requests of each route, or the ones of an earlier run: `CONTRACT_RUNS=500 CONTRACT_SEED=7 vitest run …`. */
const runs = Number(process.env["CONTRACT_RUNS"] ?? 3);
const seed = process.env["CONTRACT_SEED"];

const stack = raiseStack();
afterAll(() => stack().control("policy", { preset: "default" }));
const contract = await readContract();
let scene: Scene;
beforeAll(async () => {
  scene = await openScene(stack());
});

const send = async (method: string, { who, path, headers, body }: AnyRequest): Promise<Heard> => {
  const token = who && (await stack().local.token(who));
  const response = await fetch(stack().local.url + path, {
    method,
    redirect: "manual",
    body,
    headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const isDone = ({ status }: Heard): boolean => status < 400;

/** What the document promises of this very request, beside the form of its answer. */
function promises(operation: Operation, request: AnyRequest, answer: Heard): string[] {
  const { operationId, body, security } = operation;
  const roles = operation["x-roles"];
  const faults: string[] = [];
  if (answer.status >= 500) faults.push(`a fault of ours: ${answer.text}`);
  if (security.length > 0 && request.who === null && isDone(answer)) faults.push("let in without a token");
  if (roles && request.who && !roles.includes(request.who.role) && isDone(answer)) faults.push("let a wrong role in");
  // One bad row does not fail a batch.
  if (
    body?.type === "application/json" &&
    request.body !== null &&
    isDone(answer) &&
    operationId !== "createInvitations"
  ) {
    if (!contract.takes(body.schema, JSON.parse(request.body))) faults.push("did what the document refuses");
  }
  return faults;
}

describe("the document", () => {
  it("is served as it was built, and known to whoever has read it", async () => {
    const path = "/v1/openapi.json";
    const answer = await stack().ask(null, "GET", path);
    expect(answer.json).toEqual(contract.document);
    const etag = answer.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    const again = await stack().ask(null, "GET", path, { headers: { "if-none-match": etag } });
    expect(again).toMatchObject({ status: 304, text: "" });
  });
});

// Public ones first: what a partner may do to all of its links comes after what customers do with them.
const operations = contract.operations.toSorted((one, other) => one.security.length - other.security.length);

describe.each(operations)("$method $path", (operation) => {
  it("does what its examples ask, and answers as documented", async () => {
    const { body, method } = operation;
    for (const example of body?.examples ?? [null]) {
      const fitting = await scene.fitting(operation, example);
      const type = body && { "content-type": body.type };
      const request = {
        ...fitting,
        headers: { ...fitting.headers, ...type },
        body: body && bodyText(body.type, fitting.body),
      };
      const answer = await send(method, request);
      expect(contract.faultsOf(operation, answer)).toEqual([]);
      expect(answer.status, answer.text).toBeLessThan(400);
    }
  });

  it("answers whatever is sent to it as documented", async () => {
    const letIn = await scene.letIn(operation.path);
    const property = fc.asyncProperty(
      requestsFor(operation, contract, scene.known(operation.path)),
      async ({ headers, ...asked }) => {
        const request = { ...asked, headers: { ...letIn, ...headers } };
        const answer = await send(operation.method, request);
        expect([...contract.faultsOf(operation, answer), ...promises(operation, request, answer)]).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: runs, ...(seed !== undefined && { seed: Number(seed) }) });
  });
});
