import { renameCustomer } from "../../shared/customer/commands/rename-customer.ts";
import { assertNoCoolOff } from "../../shared/customer/rules/administrators.ts";
import { field } from "../../shared/pages/field.ts";
import { text } from "../../shared/pages/form.ts";
import { html } from "../../shared/html/html.ts";
import type { HttpAnswer, RouteHandler } from "../../shared/http/request.ts";
import { say } from "../../shared/policy/words.ts";
import { line } from "../../shared/schema/primitives.ts";
import { customerPath } from "./addresses.ts";
import { sessionAnswer, onTo } from "./answers.ts";
import { actingForCustomer, readingCustomer, type CustomerVisit } from "./customer-visit.ts";
import { errorsAt } from "./faults.ts";
import type { PortalDependencies } from "./session.ts";
import { confirmPage } from "./pages/confirm.ts";

type NameRoute = `${"GET" | "POST"} /portal/customers/{id}/name`;

const nameSchema = line(200, { normal: true });

/** Renaming a customer, which takes the operator's verification away (customers, rule 4). */
export const nameRoutes = (dependencies: PortalDependencies): Record<NameRoute, RouteHandler> => ({
  "GET /portal/customers/{id}/name": readingCustomer(dependencies, async (visit) => ask(visit, visit.customer.name)),

  "POST /portal/customers/{id}/name": actingForCustomer(
    dependencies,
    { name: text(2_000) },
    async (visit, { name: typed }) => {
      const name = nameSchema.safeParse(typed);
      if (!name.success) return ask(visit, typed, visit.texts.faults["name-unfit"]);
      await renameCustomer(dependencies, name.data, visit.moment);
      return onTo(customerPath(visit.customer.id, "", { locale: visit.setting.locale, done: "renamed" }));
    },
  ),
});

function ask(
  { customer, administrator, moment, setting, texts }: CustomerVisit,
  value: string,
  fault: string | null = null,
): HttpAnswer {
  assertNoCoolOff(administrator, moment.now);
  const { title, text: asked, verified, label, submit } = texts.name;
  const { locale, operatorName: operator } = setting;
  const own = { id: "name", label, value, attributes: html`autocomplete="organization"` };
  const errors = errorsAt("name", fault);
  const question = {
    ...{ title, text: asked, submit },
    action: customerPath(customer.id, "/name", { locale }),
    back: customerPath(customer.id, "", { locale }),
    fields: html`${customer.verified !== null && html`<p class="notice">${say(verified, { operator })}</p>`}
    ${field(own, errors, texts)}`,
    errors,
  };
  return sessionAnswer(confirmPage(setting, question, texts), fault === null ? 200 : 422);
}
