import { readAdministeredCustomers } from "../../shared/customer/commands/read-customer.ts";
import { isId } from "../../shared/kernel/ids.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import { customerPath } from "./addresses.ts";
import { sessionAnswer, onTo } from "./answers.ts";
import { reading, type PortalDependencies, type Visit } from "./session.ts";
import { choicePage } from "./pages/choice.ts";

type ChoiceRoute = "GET /portal/administrators" | "GET /portal/senders" | "GET /portal/senders/{id}";

/** The customers of an address to choose from; each leads to the same place of its own. */
export async function choose(dependencies: PortalDependencies, visit: Visit, place = ""): Promise<HttpAnswer> {
  const { session, setting, texts } = visit;
  const customers = await readAdministeredCustomers(dependencies, session);
  return sessionAnswer(choicePage({ ...setting, customers, place }, texts));
}

/** Addresses that mails and pages lead to without naming a customer: to the only one, or to the choice (customers, rule 14). */
export function choiceRoutes(dependencies: PortalDependencies): Record<ChoiceRoute, RouteHandler> {
  const leading = (placeOf: (request: HttpRequest) => string): RouteHandler =>
    reading(dependencies, async (visit) => {
      const place = placeOf(visit.request);
      const [only = "", ...others] = visit.session.customers;
      if (others.length > 0) return choose(dependencies, visit, place);
      return onTo(customerPath(only, place, { locale: visit.setting.locale }));
    });
  return {
    "GET /portal/administrators": leading(() => "/administrators"),
    "GET /portal/senders": leading(() => "/senders"),
    "GET /portal/senders/{id}": leading(({ parameters: { id = "" } }) => {
      if (!isId("partner", id)) throw new Refusal("not-found", "There is no such partner.");
      return `/senders/${id}`;
    }),
  };
}
