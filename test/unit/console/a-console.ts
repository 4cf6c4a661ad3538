import type { ExchangeCode } from "../../../functions/serve-console/exchange-code.ts";
import { serveConsole } from "../../../functions/serve-console/handler.ts";
import { routes } from "../../../functions/serve-console/manifest.ts";
import { serveSettings } from "../../../functions/serve-console-settings/handler.ts";
import { routes as settingsRoutes } from "../../../functions/serve-console-settings/manifest.ts";
import { openConsole } from "../../../shared/console-access/open-session.ts";
import { consoleKeys } from "../../../shared/console-access/session-item.ts";
import { showProblem } from "../../../shared/console/problem-page.ts";
import { csrfToken, sessionHash } from "../../../shared/crypto/sessions.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import type { RawItem, Table } from "../../../shared/table/table.ts";
import { userItem } from "../../../shared/users/item.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { aPartner, aUser, ids } from "../../support/builders/builders.ts";
import { clockAt, later, now } from "../../support/builders/fixed-clock.ts";
import { somePoolUsers } from "../../support/builders/some-pool-users.ts";
import { anHttpEvent, call } from "../../support/stack/http-event.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";

/** The cookie of the session of a partner's admin. */
const cookie = "c".repeat(43);
/** The token of its forms. */
export const csrf = csrfToken(cookie);
export const session: RawItem = {
  ...consoleKeys.session(sessionHash(cookie)),
  ...{ userId: "user-1", partnerId: ids.partner, startedAt: now, endsAt: later({ hours: 8 }) },
};
export const partner: RawItem = { ...partnerKeys.profile(ids.partner), ...aPartner() };
export const user: RawItem = userItem(aUser({ role: "admin" }));
export const authorizeUrl =
  "https://sign-in.example/oauth2/authorize?response_type=code&client_id=c&redirect_uri=https://rapport.example/console/callback";

interface More {
  readonly cookies?: readonly string[];
  readonly query?: Record<string, string>;
  /** Parameters of the path. */
  readonly named?: Record<string, string>;
  readonly form?: Record<string, string>;
}

let secrets = 0;

/** The console on a table with these items: an admin is signed in, if nothing else is said. */
export function consoleOn(
  items: readonly RawItem[] = [partner, user, session],
  answers: Partial<Table> = {},
  exchangeCode: ExchangeCode = async () => null,
) {
  const scripted = scriptedTable(items, answers);
  const { table } = scripted;
  const common = {
    ...{ table, masterKey: async () => aMasterKey(), clock: clockAt(), operatorName: "Fabrikam Cloud" },
    openSession: (given: string, at: string) => openConsole({ table }, given, at),
    adminsToAsk: async () => ["boss@contoso-partner.example"],
  };
  const options = {
    newCorrelationId: () => "c-1",
    bodies: "form",
    publicUrl: "https://rapport.example",
    showProblem: showProblem("Fabrikam Cloud"),
  } as const;
  const handlers = serveConsole({
    ...{ ...common, stage: "test", authorizeUrl, exchangeCode },
    newSecret: () => String(++secrets).padStart(43, "s"),
  });
  const main = httpBoundary({ ...options, routes, handlers });
  const settings = httpBoundary({
    ...{ ...options, routes: settingsRoutes },
    handlers: serveSettings({ ...common, userPool: somePoolUsers() }),
  });
  const ask = (
    routeKey: string,
    { cookies = [`__Host-rapport-console=${cookie}`], query = {}, named = {}, form }: More = {},
  ) => {
    const path = (routeKey.split(" ")[1] ?? "").replaceAll(/\{(\w+)\}/g, (_, name: string) => named[name] ?? name);
    const event = anHttpEvent({
      ...{ routeKey, path, query, parameters: named, claims: null },
      ...(form !== undefined && {
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(form).toString(),
      }),
    });
    event.cookies = [...cookies];
    return call(path.startsWith("/console/colleagues") ? settings : main, event);
  };
  return { ...scripted, ask };
}
