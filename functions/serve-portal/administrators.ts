import { addAdministrator, removeAdministrator } from "../../shared/customer/commands/change-administrators.ts";
import { signOut } from "../../shared/portal-access/open-session.ts";
import { administratorOf, assertNoCoolOff, customerAsOf } from "../../shared/customer/rules/administrators.ts";
import { forgottenCookie } from "../../shared/pages/cookies.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import { text } from "../../shared/pages/form.ts";
import { say } from "../../shared/policy/words.ts";
import { customerPath, portalPath } from "./addresses.ts";
import { sessionAnswer, onTo } from "./answers.ts";
import { actingForCustomer, readingCustomer, type CustomerVisit } from "./customer-visit.ts";
import { faultIn, type PageFault } from "./faults.ts";
import { cookieName, type PortalDependencies } from "./session.ts";
import { administratorsPage } from "./pages/administrators.ts";
import { confirmPage, refusedPage } from "./pages/confirm.ts";

type AdministratorsRoute = `${"GET" | "POST"} /portal/customers/{id}/administrators${"" | "/{administrator}"}`;

/** Who speaks for a customer: added, removed and left by those who do (customers, rules 10 to 12). */
export function administratorRoutes(dependencies: PortalDependencies): Record<AdministratorsRoute, RouteHandler> {
  async function show(
    { customer, moment, setting, texts }: CustomerVisit,
    typed = "",
    fault: PageFault | null = null,
  ): Promise<HttpAnswer> {
    const { address: own, now } = moment;
    const policy = dependencies.policy.administrators;
    const known = {
      own,
      administrators: customer.administrators,
      waiting: customerAsOf(customer, now).waiting,
      now,
      policy,
    };
    const model = { ...setting, ...known, typed, fault: fault?.text ?? null };
    return sessionAnswer(administratorsPage(model, texts), fault?.status ?? 200, fault?.headers);
  }

  return {
    "GET /portal/customers/{id}/administrators": readingCustomer(dependencies, (visit) => show(visit)),

    "POST /portal/customers/{id}/administrators": actingForCustomer(
      dependencies,
      { email: text(2_000) },
      async (visit, { email }) => {
        const { locale } = visit.setting;
        try {
          await addAdministrator(dependencies, { email, locale }, visit.moment);
        } catch (error) {
          return show(visit, email, faultIn(error, visit.texts));
        }
        return backTo(visit, "added");
      },
    ),

    "GET /portal/customers/{id}/administrators/{administrator}": readingCustomer(dependencies, async (visit) =>
      ask(visit),
    ),

    "POST /portal/customers/{id}/administrators/{administrator}": actingForCustomer(dependencies, {}, async (visit) => {
      const { request, session, cookie, customer, moment } = visit;
      const id = idOf(request);
      const isWaiting = !customer.administrators.some((known) => known.id === id);
      await removeAdministrator(dependencies, id, moment);
      if (id !== moment.address) return backTo(visit, isWaiting ? "waiting-removed" : "administrator-removed");
      const answer = onTo(portalPath("", { locale: visit.setting.locale, done: "left" }));
      if (session.customers.length > 1) return answer;
      await signOut(dependencies, cookie);
      return { ...answer, cookies: [forgottenCookie(cookieName)] };
    }),
  };
}

const idOf = ({ parameters }: HttpRequest): string => parameters["administrator"] ?? "";

const listPath = ({ customer, setting: { locale } }: CustomerVisit, done?: string): string =>
  customerPath(customer.id, "/administrators", { locale, ...(done !== undefined && { done }) });

const backTo = (visit: CustomerVisit, done: string): HttpAnswer => onTo(listPath(visit, done));

/** The page that asks, or says why the last administrator stays. Refuses what the reader cannot do yet. */
function ask(visit: CustomerVisit): HttpAnswer {
  const { request, customer, administrator, moment, setting, texts } = visit;
  const id = idOf(request);
  const isOwn = id === moment.address;
  if (!isOwn) assertNoCoolOff(administrator, moment.now);
  const waiting = customerAsOf(customer, moment.now).waiting.find((entry) => entry.id === id);
  const { email } = waiting ?? administratorOf(customer, id);
  const back = listPath(visit);
  if (waiting === undefined && customer.administrators.length === 1) {
    const { title, text } = texts.problems["last-administrator"];
    const told = { title, text, back: { href: back, label: texts.administrators.title } };
    return sessionAnswer(refusedPage(setting, told, texts), 409);
  }
  const { removeWaiting, leave, removeAdministrator: remove } = texts.confirm;
  const words = waiting !== undefined ? removeWaiting : isOwn ? leave : remove;
  const names = { email, customer: customer.name };
  const action = customerPath(customer.id, `/administrators/${id}`, { locale: setting.locale });
  const question = { title: say(words.title, names), text: say(words.text, names), submit: words.submit, action, back };
  return sessionAnswer(confirmPage(setting, question, texts));
}
