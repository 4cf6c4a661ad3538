import {
  actingAdministrator,
  type ActingAdministrator,
  type AddressMoment,
  type AdministratorMoment,
} from "../../shared/customer/items/administrator-moment.ts";
import { notFound } from "../../shared/kernel/refusal.ts";
import { openSession, type SignedIn } from "../../shared/portal-access/open-session.ts";
import { hostCookieIn } from "../../shared/pages/cookies.ts";
import type { HttpAnswer, HttpRequest } from "../../shared/http/request.ts";
import { localeOf } from "../../shared/pages/reader.ts";
import type { Policy } from "../../shared/policy/policy.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { customerPath } from "./addresses.ts";
import { onTo } from "../../shared/pages/session-answers.ts";
import { customerSetting, type CustomerPageSetting, type SessionSetting } from "./page-setting.ts";

import { loadPortalTexts, type PortalTexts } from "./texts.ts";

/** The dependencies of the portal. */
export interface PortalDependencies extends Pick<Dependencies, "table" | "masterKey" | "publicUrl"> {
  readonly policy: Pick<Policy, "administrators">;
  readonly clock: Clock;
  readonly operatorName: string;
  /** Makes 256 random bits in base64url. */
  readonly newSecret: () => string;
}

/** Name of the session's cookie. */
export const cookieName = "rapport-portal";

/** A request with a session, and what its answer needs. */
export interface Visit {
  readonly portal: PortalDependencies;
  readonly request: HttpRequest;
  readonly session: SignedIn;
  /** The session's secret. */
  readonly cookie: string;
  readonly moment: AddressMoment;
  readonly setting: SessionSetting;
  readonly texts: PortalTexts;
}

/** A request of an administrator about one of its customers. */
export interface CustomerVisit extends Visit, Pick<ActingAdministrator, "customer" | "administrator"> {
  readonly moment: AdministratorMoment;
  readonly setting: CustomerPageSetting;
}

/** What the sign-in page says of a request whose session has ended; nothing if the browser has none. */
export const endOfSession = ({ cookies }: HttpRequest): string =>
  hostCookieIn(cookies, cookieName) === null ? "" : "session-ended";

/** Opens the session of a request; null if there is none. */
export async function visitOf(portal: PortalDependencies, request: HttpRequest): Promise<Visit | null> {
  const { clock, operatorName } = portal;
  const now = clock();
  const cookie = hostCookieIn(request.cookies, cookieName);
  const session = cookie === null ? null : await openSession(portal, cookie, now);
  if (cookie === null || session === null) return null;
  const { address, email, csrf, customers } = session;
  const { path, query, correlationId } = request;
  const locale = localeOf(request, session.locale);
  return {
    portal,
    request,
    session,
    cookie,
    moment: { now, correlationId, address, email },
    setting: {
      locale,
      operatorName,
      path,
      email,
      csrf,
      done: query["done"] ?? "",
      hasChoice: customers.length > 1,
      customer: null,
    },
    texts: await loadPortalTexts(locale),
  };
}

/** Reads an administrator's customer. A customer of others is not found. */
export async function visitCustomer(visit: Visit, customerId: string): Promise<CustomerVisit> {
  if (!visit.session.customers.includes(customerId)) throw notFound("customer");
  const moment = { ...visit.moment, customerId };
  const { customer, administrator } = await actingAdministrator(visit.portal.table, moment);
  const setting = customerSetting(visit.setting, { customer, administrator }, moment.now);
  return { ...visit, customer, administrator, moment, setting };
}

/** A redirect to a page of the customer, which confirms the action. */
export const toPlace = (
  { customer, setting: { locale } }: CustomerVisit,
  place: string,
  done: string,
  about: { readonly partner?: string } = {},
): HttpAnswer => onTo(customerPath(customer.id, place, { locale, done, ...about }));
