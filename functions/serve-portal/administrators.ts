import { addAdministrator, removeAdministrator } from "../../shared/customer/commands/change-administrators.ts";
import { administratorOf, assertNoCoolOff, customerAsOf } from "../../shared/customer/rules/administrators.ts";
import { forgottenCookie } from "../../shared/pages/cookies.ts";
import { text } from "../../shared/pages/form.ts";
import { signOut } from "../../shared/portal-access/open-session.ts";
import { customerPath, portalPath } from "./addresses.ts";
import { onTo, sessionAnswer } from "./answers.ts";
import { administratorsPage } from "./pages/administrators.ts";
import { confirmPage, refusedPage } from "./pages/confirm.ts";
import { formPage, ofCustomer, parameter } from "./routes.ts";
import { cookieName, toPlace } from "./visit.ts";

/** Who speaks for a customer: added, removed and left by those who do (customers, rules 10 to 12). */
export const administratorRoutes = {
  ...formPage("/portal/customers/{id}/administrators", ofCustomer, {
    fields: { email: text(2_000) },
    show: ({ portal, customer, moment, setting, texts }, typed, errors) => {
      const { address: own, now } = moment;
      const { waiting, administrators } = customerAsOf(customer, now);
      const policy = portal.policy.administrators;
      const form = { typed: typed?.email ?? "", errors };
      return administratorsPage({ ...setting, own, administrators, waiting, now, policy, ...form }, texts);
    },
    act: async (visit, { email }) => {
      await addAdministrator(visit.portal, { email, locale: visit.setting.locale }, visit.moment);
      return toPlace(visit, "/administrators", "added");
    },
  }),

  // Asks, or says why the last administrator stays. Refuses what the reader cannot do yet.
  ...formPage("/portal/customers/{id}/administrators/{administrator}", ofCustomer, {
    fields: {},
    show: (visit) => {
      const { customer, administrator, moment, setting, texts } = visit;
      const id = parameter(visit, "administrator");
      const isOwn = id === moment.address;
      if (!isOwn) assertNoCoolOff(administrator, moment.now);
      const waiting = customerAsOf(customer, moment.now).waiting.find((entry) => entry.id === id);
      const { email } = waiting ?? administratorOf(customer, id);
      const back = customerPath(customer.id, "/administrators", { locale: setting.locale });
      if (waiting === undefined && customer.administrators.length === 1) {
        const told = {
          words: texts.problems["last-administrator"],
          back: { href: back, label: texts.administrators.title },
        };
        return sessionAnswer(refusedPage(setting, told, texts), 409);
      }
      const { removeWaiting, leave, removeAdministrator: remove } = texts.confirm;
      const words = waiting !== undefined ? removeWaiting : isOwn ? leave : remove;
      return confirmPage(setting, { words, names: { email, customer: customer.name }, back }, texts);
    },
    act: async (visit) => {
      const { portal, session, cookie, customer, moment, setting } = visit;
      const id = parameter(visit, "administrator");
      const isWaiting = !customer.administrators.some((known) => known.id === id);
      await removeAdministrator(portal, id, moment);
      if (id !== moment.address)
        return toPlace(visit, "/administrators", isWaiting ? "waiting-removed" : "administrator-removed");
      const answer = onTo(portalPath("", { locale: setting.locale, done: "left" }));
      if (session.customers.length > 1) return answer;
      await signOut(portal, cookie);
      return { ...answer, cookies: [forgottenCookie(cookieName)] };
    },
  }),
};
