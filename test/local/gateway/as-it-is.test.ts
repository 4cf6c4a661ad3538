import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import sources from "../aws-sources.json" with { type: "json" };
import { changed, exampleApi, openGateway, plainApi, send, type Behaviour, type GatewayAlone } from "./alone.ts";
import { ownRows, priorityRows } from "./own-rows.ts";
import { answerRows, eventRows, type GatewayRow } from "./rows.ts";
import { tokenRows } from "./token-rows.ts";

let plain: GatewayAlone;
let example: GatewayAlone;
beforeAll(async () => {
  plain = await openGateway(plainApi);
  example = await openGateway(exampleApi);
});
beforeEach(() => plain.gateway.reset());
afterAll(() => {
  plain.close();
  example.close();
});

/** The events that the function got, while it behaves as the row says. */
const listen = ({ gateway: { behave }, row }: { gateway: GatewayAlone; row: GatewayRow }): object[] => {
  const events: object[] = [];
  const behaviours: Readonly<Record<string, Behaviour>> = {
    fails: async () => ({ ok: false, errorType: "Error", errorMessage: "failed" }),
    hangs: () => new Promise(() => undefined),
    returns: async () => ({ ok: true, payload: row.returns ?? { statusCode: 200 } }),
  };
  behave((event) => {
    events.push(event);
    return behaviours[row.function ?? "returns"]?.(event) ?? Promise.reject(new Error("unknown behaviour"));
  });
  return events;
};

const holds = async (gateway: GatewayAlone, row: GatewayRow): Promise<void> => {
  const events = listen({ gateway, row });
  const authorization = row.token && `${row.scheme ?? "Bearer "}${await gateway.token(row.token)}`;
  const headers = [
    ...(row.request.headers ?? []),
    ...(authorization === undefined ? [] : [["authorization", authorization] as const]),
  ];
  for (let time = 1; time < (row.times ?? 1); time += 1) await send(gateway.port, row.request);
  const answer = await send(gateway.port, { ...row.request, headers });
  const { status = row.event === null ? answer.status : 200, headers: wanted = {}, body = answer.body } = row;
  if (row.event !== undefined || row.status !== undefined) expect(answer.status).toBe(status);
  expect(answer.headers).toMatchObject(wanted);
  expect(answer.body).toBe(row.request.method === "HEAD" ? "" : body);
  if (row.event === null) expect(events).toEqual([]);
  else if (row.event !== undefined) expect(events.at(-1)).toMatchObject(row.event);
  for (const member of row.without ?? []) {
    expect(events).not.toEqual([]);
    expect(events.at(-1)).not.toHaveProperty(member);
  }
};

it("every row names its AWS page, or that it was observed", () => {
  const said = [eventRows, answerRows, ownRows, tokenRows, priorityRows].flat().map(({ source }) => source);
  expect(said.filter((source) => !/docs\.aws\.amazon\.com\/|^observed: /.test(source))).toEqual([]);
});

describe.each([
  ["events", eventRows],
  ["answers", answerRows],
  ["own answers", ownRows],
  ["tokens", tokenRows],
] as const)("the gateway's %s: it", (_kind, rows) => {
  it.each(rows)("$does ($source)", (row) => holds(plain, row));
});

describe("the gateway's routes: it", () => {
  it.each(priorityRows)("$does ($source)", (row) => holds(example, row));
});

describe("throttling", () => {
  it(`lets more through as virtual time passes (${sources.throttling})`, async () => {
    const statuses: number[] = [];
    for (const seconds of [0, 0, 0, 1, 0]) {
      await plain.clock.advance(seconds * 1000);
      statuses.push((await send(plain.port, { path: "/rare" })).status);
    }
    expect(statuses).toEqual([200, 200, 429, 200, 429]);
    plain.clock.reset();
  });
});

describe("an API is refused by name that", () => {
  it.each<[string, string, string, string, Readonly<Record<string, unknown>>]>([
    [
      "has a CORS configuration",
      "CorsConfiguration",
      sources.cors,
      "Api",
      { CorsConfiguration: { AllowOrigins: ["*"] } },
    ],
    ["has another stage", "StageName", sources.routes, "Stage", { StageName: "dev" }],
    ["has stage variables", "StageVariables", sources.integrations, "Stage", { StageVariables: { a: "b" } }],
    [
      "asks for payload format 1.0",
      "PayloadFormatVersion",
      sources.integrations,
      "Integration",
      { PayloadFormatVersion: "1.0" },
    ],
    ["waits longer than 30 seconds", "TimeoutInMillis", sources.quotas, "Integration", { TimeoutInMillis: 30_001 }],
    ["has a greedy variable before the end", "GET /{a+}/b", sources.routes, "GetItem", { RouteKey: "GET /{a+}/b" }],
    ["has a route for no method", "get /items", sources.routes, "GetItem", { RouteKey: "get /items" }],
    ["lets requests be signed", "AuthorizationType", sources.jwt, "GetItem", { AuthorizationType: "AWS_IAM" }],
    [
      "throttles a route that it lacks",
      "GET /gone",
      sources.throttling,
      "Stage",
      { RouteSettings: { "GET /gone": {} } },
    ],
  ])("%s: %s (%s)", async (_does, name, _source, id, properties) => {
    await expect(openGateway(changed(plainApi, id, properties))).rejects.toThrow(name);
  });
});
