import { changeSenders, readKnownSenders, readSender } from "../../shared/customer/commands/change-senders.ts";
import { senderModes, senderStandings } from "../../shared/customer/rules/senders.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import { choice } from "../../shared/pages/form.ts";
import { customerPath } from "./addresses.ts";
import { sessionAnswer, onTo } from "./answers.ts";
import { actingForCustomer, readingCustomer, type CustomerVisit } from "./customer-visit.ts";
import type { PortalDependencies } from "./session.ts";
import { senderPage, sendersPage } from "./pages/senders.ts";

type SendersRoute = `${"GET" | "POST"} /portal/customers/{id}/senders${"" | "/{partnerId}"}`;

/** Whom a customer takes requests from: the lists of product table, row 14. */
export const senderRoutes = (dependencies: PortalDependencies): Record<SendersRoute, RouteHandler> => ({
  "GET /portal/customers/{id}/senders": readingCustomer(dependencies, async ({ moment, setting, texts }) => {
    const known = await readKnownSenders(dependencies, moment.customerId);
    return sessionAnswer(sendersPage({ ...setting, ...known }, texts));
  }),

  "POST /portal/customers/{id}/senders": actingForCustomer(dependencies, { mode: choice(20) }, async (visit, form) => {
    const mode = oneOf(senderModes, form.mode);
    await changeSenders(dependencies, { mode }, visit.moment);
    return backTo(visit, "/senders");
  }),

  "GET /portal/customers/{id}/senders/{partnerId}": readingCustomer(dependencies, async (visit) => {
    const { request, moment, setting, texts } = visit;
    const found = await readSender(dependencies, moment.customerId, partnerIdOf(request));
    return sessionAnswer(senderPage({ ...setting, ...found }, texts));
  }),

  "POST /portal/customers/{id}/senders/{partnerId}": actingForCustomer(
    dependencies,
    { standing: choice(20) },
    async (visit, form) => {
      const partnerId = partnerIdOf(visit.request);
      const standing = oneOf(senderStandings, form.standing);
      await changeSenders(dependencies, { partnerId, standing }, visit.moment);
      return backTo(visit, `/senders/${partnerId}`);
    },
  ),
});

const partnerIdOf = ({ parameters }: HttpRequest): string => parameters["partnerId"] ?? "";

const backTo = ({ customer, setting: { locale } }: CustomerVisit, place: string): HttpAnswer =>
  onTo(customerPath(customer.id, place, { locale, done: "senders" }));

function oneOf<Value extends string>(known: readonly Value[], said: string | null): Value {
  const value = known.find((one) => one === said);
  if (value === undefined) throw new Refusal("validation", "The form says nothing that can be done.");
  return value;
}
