import { readCustomers } from "../../../shared/customer/commands/read-customers.ts";
import { customersQuery } from "../../../shared/customer/requests.ts";
import { Refusal } from "../../../shared/kernel/refusal.ts";
import { parseQuery } from "../../../shared/schema/parse.ts";
import { showing } from "../dependencies.ts";
import { customersPage } from "./customer-list.ts";

/** The page of customers. */
export const customerRoutes = {
  "GET /console": showing(async ({ console, request, setting, now, texts }) => {
    const { q = "", tag = "", after = "" } = request.query;
    const asked = { q: q.trim(), tag, after };
    const { partnerId } = request.caller;
    const query = {
      ...(asked.q !== "" && { q: asked.q }),
      ...(tag !== "" && { tag }),
      ...(after !== "" && { cursor: after.split(",").at(-1) }),
    };
    try {
      const { cursor = null, ...filter } = parseQuery(customersQuery, query);
      const found = await readCustomers(console, { ...filter, partnerId, cursor });
      return customersPage(setting, { asked, ...found, now, isUnfit: false }, texts);
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== "validation") throw error;
      return customersPage(setting, { asked, items: [], next: null, now, isUnfit: true }, texts);
    }
  }),
};
