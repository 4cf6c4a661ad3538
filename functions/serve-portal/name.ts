import { renameCustomer } from "../../shared/commands/rename-customer.ts";
import { assertNoCoolOff } from "../../shared/domain/administrators.ts";
import { html } from "../../shared/pages/html.ts";
import type { HttpAnswer, RouteHandler } from "../../shared/http/request.ts";
import { say } from "../../shared/policy/words.ts";
import { line } from "../../shared/schema/primitives.ts";
import { customerPath } from "./addresses.ts";
import { pageAnswer, seeOther } from "./answers.ts";
import { actingForCustomer, readingCustomer, type CustomerVisit } from "./customer-visit.ts";
import { fieldOf } from "./form.ts";
import type { PortalDependencies } from "./session.ts";
import { confirmPage } from "./view-confirm.ts";
import { faultSummary, textField } from "./view-field.ts";

type NameRoute = `${"GET" | "POST"} /portal/customers/{id}/name`;

const nameSchema = line(200, { normal: true });

/** Renaming a customer, which takes the operator's verification away (customers, rule 4). */
export const nameRoutes = (dependencies: PortalDependencies): Record<NameRoute, RouteHandler> => ({
  "GET /portal/customers/{id}/name": readingCustomer(dependencies, async (visit) => ask(visit, visit.customer.name)),

  "POST /portal/customers/{id}/name": actingForCustomer(dependencies, ["name"], async (visit) => {
    const typed = fieldOf(visit.request, "name");
    const name = nameSchema.safeParse(typed);
    if (!name.success) return ask(visit, typed, visit.texts.faults["name-unfit"]);
    await renameCustomer(dependencies, name.data, visit.moment);
    return seeOther(customerPath(visit.customer.id, "", { locale: visit.setting.locale, done: "renamed" }));
  }),
});

function ask(
  { customer, administrator, moment, setting, texts }: CustomerVisit,
  value: string,
  fault: string | null = null,
): HttpAnswer {
  assertNoCoolOff(administrator, moment.now);
  const { title, text, verified, label, submit } = texts.name;
  const { locale, operatorName: operator } = setting;
  const field = { name: "name", label, value, fault, attributes: html`autocomplete="organization"` };
  const question = {
    ...{ title, text, submit },
    action: customerPath(customer.id, "/name", { locale }),
    back: customerPath(customer.id, "", { locale }),
    fields: html`${customer.verified !== null && html`<p class="notice">${say(verified, { operator })}</p>`}
    ${textField(field, texts)}`,
    faults: faultSummary("name", fault, texts),
  };
  return pageAnswer(confirmPage(setting, question, texts), fault === null ? 200 : 422);
}
