import { expect, test } from "vitest";
import { serveRelationships } from "../../../functions/serve-relationships/handler.ts";
import { routes } from "../../../functions/serve-relationships/manifest.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { ids } from "../../support/builders/builders.ts";
import { clockAt } from "../../support/builders/fixed-clock.ts";
import { anHttpEvent, call, claimsOf, json, roleOfToken } from "../../support/stack/http-event.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";

test.each(["sales", "helpdesk"] as const)(
  "%s is refused the end of a relationship, and nothing is read or written",
  async (role) => {
    let reads = 0;
    const read = async () => {
      reads++;
      throw new Error("Nothing is to be read.");
    };
    const { table, transactions } = scriptedTable([], { read });
    const handlers = serveRelationships({ table }, clockAt());
    const options = {
      routes,
      handlers,
      newCorrelationId: () => "c-1",
      readRole: roleOfToken,
      isOperator: async () => false,
    };
    const handler = httpBoundary(options);
    const event = anHttpEvent({
      routeKey: "POST /v1/relationships/{id}/terminate",
      parameters: { id: ids.relationship },
      ...json({ reason: "The contract has ended" }),
      claims: claimsOf(role),
    });
    const answer = await call(handler, event);
    expect(answer).toMatchObject({
      status: 403,
      body: { type: "/problems/forbidden", roles: ["admin"] },
    });
    expect([reads, transactions]).toEqual([0, []]);
  },
);
