import {
  actingAdministrator,
  type ActingAdministrator,
  type AdministratorMoment,
} from "../../shared/customer/commands/administrator-moment.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import type { HttpAnswer, RouteHandler } from "../../shared/http/request.ts";
import type { FormFields, FormValues } from "../../shared/pages/form.ts";
import { customerSetting, type CustomerPageSetting } from "./page-setting.ts";
import { acting, reading, type PortalDependencies, type Visit } from "./session.ts";

/** A request of who is signed in about one customer that the address speaks for. */
export interface CustomerVisit extends Visit, Pick<ActingAdministrator, "customer" | "administrator"> {
  readonly moment: AdministratorMoment;
  readonly setting: CustomerPageSetting;
}

/** Reads the right for a customer; a customer of others answers as an unknown one. */
export async function visitCustomer(
  { table }: PortalDependencies,
  visit: Visit,
  customerId: string,
): Promise<CustomerVisit> {
  if (!visit.session.customers.includes(customerId)) throw new Refusal("not-found", "There is no such customer.");
  const moment = { ...visit.moment, customerId };
  const { customer, administrator } = await actingAdministrator(table, moment);
  const setting = customerSetting(visit.setting, { customer, administrator }, moment.now);
  return { ...visit, customer, administrator, moment, setting };
}

const customerIdOf = ({ request }: Visit): string => request.parameters["id"] ?? "";

/** A page of the customer that the path names. */
export const readingCustomer = (
  dependencies: PortalDependencies,
  show: (visit: CustomerVisit) => Promise<HttpAnswer>,
): RouteHandler =>
  reading(dependencies, async (visit) => show(await visitCustomer(dependencies, visit, customerIdOf(visit))));

/** An act for the customer that the path names, by a form of this very session with no other fields than `fields`. */
export const actingForCustomer = <Fields extends FormFields>(
  dependencies: PortalDependencies,
  fields: Fields,
  act: (visit: CustomerVisit, form: FormValues<Fields>) => Promise<HttpAnswer>,
): RouteHandler =>
  acting(dependencies, fields, async (visit, form) =>
    act(await visitCustomer(dependencies, visit, customerIdOf(visit)), form),
  );
