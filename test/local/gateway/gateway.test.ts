import { beforeAll, describe, expect, it } from "vitest";
import { raiseTinyStack, type Raised } from "../raised.ts";
import { tablelessResources } from "../tiny/stack.ts";

const raised = raiseTinyStack({ reset: false, resources: tablelessResources });
let tiny: Raised;
beforeAll(() => (tiny = raised()));

interface Echo {
  readonly [member: string]: unknown;
  readonly headers: Record<string, string>;
  readonly requestContext: {
    readonly authorizer?: { readonly jwt: { readonly claims: Record<string, string> } };
    readonly time: string;
  };
}
const call = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(`${tiny.local.url}${path}`, { redirect: "manual", ...init });
const echo = async (path: string, init?: RequestInit): Promise<Echo> =>
  (await call(path, init)).json() as Promise<Echo>;

it("a function's event has the time in the form of the access log", async () => {
  const { requestContext } = await echo("/anything");
  expect(requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
});

it("a function's answer may be bytes", async () => {
  const response = await call("/bytes");
  expect(Buffer.from(await response.arrayBuffer()).toString("hex")).toBe("89504e47");
});

describe("the gateway answers", () => {
  it.each([
    ["a function's error", 500, "Internal Server Error", "/fail"],
    ["a function that does not load", 500, "Internal Server Error", "/broken"],
    ["a function beyond its time-out", 500, "Internal Server Error", "/hang"],
    ["a malformed escape", 400, "Bad Request", "/%zz"],
  ])("%s with %i", async (_name, status, message, path) => {
    const response = await call(path);
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  it("a function that exits with 500, and its next request as usual", async () => {
    expect((await call("/exit")).status).toBe(500);
    expect((await call("/fine")).status).toBe(200);
  });
});
