import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { sessionKey } from "../../../shared/portal-access/sign-in-item.ts";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { servePortal } from "../../../functions/serve-portal/handler.ts";
import { routes } from "../../../functions/serve-portal/manifest.ts";
import { showProblem } from "../../../functions/serve-portal/problem-page.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { csrfToken, sessionHash } from "../../../shared/crypto/sessions.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { administersNothing } from "../../../shared/customer/rules/administered.ts";
import type { Administrator } from "../../../shared/customer/model.ts";
import { customerItem } from "../../../shared/customer/items/item.ts";
import type { Relationship } from "../../../shared/relationship/model.ts";
import { relationshipItem } from "../../../shared/relationship/items/item.ts";
import { establishRelationship } from "../../../shared/relationship/rules/changes.ts";
import { following, toStoredEvent } from "../../../shared/events/envelope.ts";
import { storedItem } from "../../support/table/stream-records.ts";
import type { RawItem, Table } from "../../../shared/table/table.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { aCustomer, anAdministratorAt } from "../../support/builders/a-customer.ts";
import { aPartner, aRelationship, ids } from "../../support/builders/builders.ts";
import { clockAt, later, now } from "../../support/builders/fixed-clock.ts";
import { anHttpEvent, call } from "../../support/stack/http-event.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";
import { someRules } from "../../support/builders/some-rules.ts";
import { aCause } from "../../support/builders/some-events.ts";

/** The cookie of the session of an administrator, `own`, of one customer. */
export const cookie = "c".repeat(43);
export const address = addressPseudonym("it@contoso.example", aMasterKey());
export const own = anAdministratorAt("it@contoso.example", { id: address });
/** The items of a customer and one of its administrators, for whom `named` is given. */
export const administratorOf = (named: Partial<Administrator> = {}, others: readonly string[] = []): RawItem[] => {
  const administrators = [{ ...own, ...named }, ...others.map((email) => anAdministratorAt(email))];
  const rights = { ...administersNothing(address), version: 1, email: own.email, customers: [ids.customer] };
  return [
    customerItem(aCustomer([], { administrators })),
    { ...customerKeys.administered(address), ...rights, locale: named.locale ?? null },
  ];
};
export const session: RawItem = {
  ...sessionKey(sessionHash(cookie)),
  ...{ address, epoch: 0, startedAt: now, endsAt: later({ hours: 8 }) },
};
/** The administrator and its customer. */
export const known = administratorOf();

type Form = Record<string, string> | URLSearchParams;
/** What a request has besides its form; `named` are parameters of its path. */
interface More {
  readonly cookies?: string[];
  readonly query?: Record<string, string>;
  readonly named?: Record<string, string>;
}
export const signedIn = [`__Host-rapport-portal=${cookie}`];

let secrets = 0;
/** The portal on a table with these items: signed in, if nothing else is said. */
export function portal(items: readonly RawItem[] = [...known, session], answers: Partial<Table> = {}) {
  const scripted = scriptedTable(items, answers);
  const handler = httpBoundary({
    routes,
    handlers: servePortal({
      ...{ table: scripted.table, masterKey: async () => aMasterKey(), clock: clockAt() },
      ...{ publicUrl: "https://rapport.example", policy: someRules(), operatorName: "Fabrikam Cloud" },
      newSecret: () => String(++secrets).padStart(43, "s"),
    }),
    newCorrelationId: () => "c-1",
    bodies: "form",
    showProblem: showProblem("Fabrikam Cloud"),
  });
  const ask = (routeKey: string, form?: Form, { cookies = signedIn, query = {}, named = {} }: More = {}) => {
    const id = routeKey.includes("/customers/") ? ids.customer : ids.relationship;
    const parameters: Record<string, string> = { id, partnerId: ids.partner, administrator: address, ...named };
    const path = (routeKey.split(" ")[1] ?? "").replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? "");
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = form && { body: new URLSearchParams(form).toString(), headers };
    return call(handler, { ...anHttpEvent({ routeKey, path, parameters, claims: null, query, ...body }), cookies });
  };
  return { ...scripted, ask };
}

/** The form of who can send requests. */
export const senders = "POST /portal/customers/{id}/senders";

export const partner = { ...partnerKeys.profile(ids.partner), ...aPartner() };
const customer = {
  id: ids.customer,
  name: "Contoso",
  organization: null,
  domain: "contoso.example",
  founded: true,
};
const { event } = establishRelationship({ ...aRelationship(), version: 0 }, customer, now);
const established = storedItem(toStoredEvent(event, following(null, aCause())));
/** A relationship, and the event by which it is found. */
export const held = (named: Partial<Relationship> = {}) => [relationshipItem(aRelationship(named)), established];
/** The token of the session's own forms. */
export const csrf = csrfToken(cookie);
