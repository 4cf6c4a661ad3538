import { customersPage, type CustomersModel } from "../../functions/serve-console/pages/customer-list.ts";
import { notSignedInPage, operatorPage, signedOutPage } from "../../functions/serve-console/pages/sign-in.ts";
import { loadOwnTexts } from "../../functions/serve-console/texts.ts";
import {
  colleaguePage,
  newColleaguePage,
  removeColleaguePage,
} from "../../functions/serve-console-settings/pages/colleague-forms.ts";
import { colleaguesPage } from "../../functions/serve-console-settings/pages/colleague-list.ts";
import { loadOwnTexts as loadSettingsTexts } from "../../functions/serve-console-settings/texts.ts";
import { forbiddenPage } from "../../shared/console/forbidden.ts";
import { showProblem } from "../../shared/console/problem-page.ts";
import type { ConsoleSetting } from "../../shared/console/visit.ts";
import type { KnownCustomer } from "../../shared/customer/commands/read-customers.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { userRoles, type PartnerUser } from "../../shared/users/model.ts";
import { aGrant, aRelationship, ids } from "../support/builders/builders.ts";
import { now } from "../support/builders/fixed-clock.ts";
import { aConsoleSetting, aKnownCustomer } from "../unit/console/a-console-page.ts";
import { days, names, type Pages } from "./names.ts";
import { aProblem } from "./problems.ts";

/** Customers as they can be. */
const customers: readonly KnownCustomer[] = [
  aKnownCustomer({ alias: "Contoso Milano", tags: ["gold", "italy"] }, [
    aRelationship({
      grants: [aGrant("directory.admin", { endsAt: days.eighth }), aGrant("billing.read", { endsAt: days.eleventh })],
    }),
  ]),
  aKnownCustomer({}, [aRelationship({ type: "advisor", status: "suspended", grants: [aGrant()] })]),
  aKnownCustomer({}, [aRelationship({ grants: [] })]),
  aKnownCustomer({}, [aRelationship({ grants: [aGrant("users.admin", { status: "removed" })] })]),
  aKnownCustomer({}, [aRelationship({ grants: [aGrant("users.admin", { status: "expired" })] })]),
  aKnownCustomer({}, []),
];

const listed: CustomersModel = {
  ...{ asked: { q: "", tag: "", after: "" }, items: customers, next: ids.customer, now, isUnfit: false },
};

/** The pages without a session, and of a role that may not open one. */
async function signInPages(locale: Locale, setting: ConsoleSetting): Promise<Pages> {
  const texts = await loadOwnTexts(locale);
  const outside = { operatorName: names.operator, locale };
  return {
    ...Object.fromEntries(
      ["here", "everywhere", "ended"].map((done) => [
        `signed out: ${done}`,
        signedOutPage({ ...outside, done, next: "/console" }, texts),
      ]),
    ),
    "signed out: operator": operatorPage({ ...outside, command: "npm run token -- --stage prod" }, texts),
    "signed out: failed": notSignedInPage({ ...outside, cause: "failed" }, texts),
    "signed out: unknown": notSignedInPage({ ...outside, cause: "unknown" }, texts),
    forbidden: forbiddenPage(
      { ...setting, user: { ...setting.user, role: "auditor" } },
      { roles: ["admin", "sales", "helpdesk"], admins: [names.address] },
      texts,
    ),
    ...Object.fromEntries(
      await Promise.all(
        Object.keys(texts.console.problems).map(async (kind): Promise<[string, string]> => {
          const reader = { path: "/console", query: { lang: locale }, headers: {} };
          return [`problem: ${kind}`, String((await showProblem(names.operator)(aProblem(kind), reader)).body)];
        }),
      ),
    ),
  };
}

/** The pages of customers. */
async function customerPages(locale: Locale, setting: ConsoleSetting): Promise<Pages> {
  const texts = await loadOwnTexts(locale);
  const found = { ...listed, asked: { q: "con", tag: "gold", after: ids.customer } };
  return {
    customers: customersPage(setting, listed, texts),
    "customers: filtered": customersPage({ ...setting, isRestored: true }, found, texts),
    "customers: none": customersPage(setting, { ...listed, items: [], next: null }, texts),
    "customers: not found": customersPage(
      { ...setting, partner: { ...setting.partner, frozen: true } },
      { ...found, items: [], next: null },
      texts,
    ),
    "customers: unfit": customersPage(setting, { ...found, items: [], next: null, isUnfit: true }, texts),
  };
}

/** The pages of colleagues. */
async function colleaguePages(locale: Locale, setting: ConsoleSetting): Promise<Pages> {
  const texts = await loadSettingsTexts(locale);
  const users = userRoles.map((role, at): PartnerUser => ({
    ...{ id: at === 0 ? setting.user.id : `user-${at}`, partnerId: ids.partner, version: 1, role },
    ...{ email: `${role}@adatum.example`, addedAt: days.first },
  }));
  const user = users[1]!;
  const page = { ...setting, path: "/console/colleagues" };
  const faults = [...Object.values(texts.console.faults), ...Object.values(texts.console.refusals)].map((message) => ({
    field: "email",
    message,
  }));
  const errors = [...faults, { field: "role", message: texts.colleagues.roleMissing }];
  return {
    ...Object.fromEntries(
      Object.keys(texts.colleagues.done).map((done) => [
        `colleagues: ${done}`,
        colleaguesPage({ ...page, done }, { items: users, next: done === "added" ? user.id : null }, texts),
      ]),
    ),
    "colleague: new": newColleaguePage(page, { typed: null, errors: [] }, texts),
    "colleague: faults": newColleaguePage(page, { typed: { email: "nobody", role: null }, errors }, texts),
    colleague: colleaguePage(page, { user, errors: [] }, texts),
    "colleague: remove": removeColleaguePage(page, { user }, texts),
  };
}

/** Every page of the console. */
export async function consolePages(locale: Locale): Promise<Pages> {
  const setting = aConsoleSetting(locale, { operatorName: names.operator });
  const groups = await Promise.all([signInPages, customerPages, colleaguePages].map((draw) => draw(locale, setting)));
  return Object.assign({}, ...groups) as Pages;
}
