import { serveConfirm } from "../../../functions/serve-confirm/handler.ts";
import { routes } from "../../../functions/serve-confirm/manifest.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import type { RawItem, Table } from "../../../shared/table/table.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { someRules } from "../../support/builders/some-rules.ts";
import { anHttpEvent, call } from "../../support/stack/http-event.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";

/** The pages behind links of mails, on a table that holds `items` and gives these answers, at a time. */
export function confirmPages(items: readonly RawItem[], at = now, policy = someRules(), answers: Partial<Table> = {}) {
  const { table, transactions } = scriptedTable(items, answers);
  const handler = httpBoundary({
    routes,
    handlers: serveConfirm({
      ...{ table, masterKey: async () => aMasterKey(), clock: () => at, operatorName: "Fabrikam Cloud", policy },
    }),
    newCorrelationId: () => "c-1",
    bodies: "form",
  });
  const ask = (
    method: "GET" | "HEAD" | "POST",
    folder: "confirm" | "stop" | "r",
    token: string,
    named: Partial<Parameters<typeof anHttpEvent>[0]> = {},
  ) =>
    call(
      handler,
      anHttpEvent({ routeKey: `${method} /${folder}/{token}`, claims: null, parameters: { token }, ...named }),
    );
  return { ask, transactions };
}
