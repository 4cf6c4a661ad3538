import { changeSenders, readKnownSenders, readSender } from "../../shared/customer/commands/change-senders.ts";
import { senderModes, senderStandings } from "../../shared/customer/rules/senders.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import { choice } from "../../shared/pages/form.ts";
import { senderPage, sendersPage } from "./pages/senders.ts";
import { formPage, ofCustomer, parameter } from "./routes.ts";
import { toPlace } from "./visit.ts";

/** Whom a customer takes requests from: the lists of product table, row 14. */
export const senderRoutes = {
  ...formPage("/portal/customers/{id}/senders", ofCustomer, {
    fields: { mode: choice(20) },
    show: async ({ portal, moment, setting, texts }) =>
      sendersPage({ ...setting, ...(await readKnownSenders(portal, moment.customerId)) }, texts),
    act: async (visit, { mode }) => {
      await changeSenders(visit.portal, { mode: oneOf(senderModes, mode) }, visit.moment);
      return toPlace(visit, "/senders", "senders");
    },
  }),

  ...formPage("/portal/customers/{id}/senders/{partnerId}", ofCustomer, {
    fields: { standing: choice(20) },
    show: async (visit) => {
      const found = await readSender(visit.portal, visit.moment.customerId, parameter(visit, "partnerId"));
      return senderPage({ ...visit.setting, ...found }, visit.texts);
    },
    act: async (visit, form) => {
      const partnerId = parameter(visit, "partnerId");
      const standing = oneOf(senderStandings, form.standing);
      await changeSenders(visit.portal, { partnerId, standing }, visit.moment);
      return toPlace(visit, `/senders/${partnerId}`, "senders");
    },
  }),
};

function oneOf<Value extends string>(known: readonly Value[], said: string | null): Value {
  const value = known.find((one) => one === said);
  if (value === undefined) throw new Refusal("validation", "The form says nothing that can be done.");
  return value;
}
