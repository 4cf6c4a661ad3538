import { readCustomerRelationship } from "../../shared/customer/commands/read-customer.ts";
import { renewPermissions } from "../../shared/relationship/commands/renew-permissions.ts";
import { assertNoCoolOff } from "../../shared/customer/rules/administrators.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import { isRenewable } from "../../shared/relationship/rules/acts.ts";
import { allowOnRelationship } from "../../shared/relationship/lifecycle.ts";
import type { HttpAnswer, RouteHandler } from "../../shared/http/request.ts";
import { say } from "../../shared/policy/words.ts";
import { portalPath } from "./addresses.ts";
import { sessionAnswer } from "./answers.ts";
import { backTo } from "./ask.ts";
import { customerSetting } from "./page-setting.ts";
import { relationshipIdOf } from "./partners.ts";
import { acting, reading, type PortalDependencies, type Visit } from "./session.ts";
import { confirmPage, refusedPage } from "./pages/confirm.ts";

type RenewalRoute = `${"GET" | "POST"} /portal/relationships/{id}/renew`;

/** Renewing what a partner may do, a click away from the notice of its end (product table, row 38). */
export function renewalRoutes(dependencies: PortalDependencies): Record<RenewalRoute, RouteHandler> {
  /** The page that asks, or says that there is nothing to renew; refuses what stands against any renewal. */
  async function ask({ request, moment, setting, texts }: Visit): Promise<HttpAnswer> {
    const id = relationshipIdOf(request);
    const found = await readCustomerRelationship(dependencies, moment, id);
    const { relationship, partner } = found;
    assertNoCoolOff(found.administrator, moment.now);
    allowOnRelationship("renew-permissions", relationship);
    if (partner.frozen) throw new Refusal("partner-frozen", "This partner is on hold; nothing can be granted to it.");
    const names = { partner: partner.displayName };
    const customers = customerSetting(setting, found, moment.now);
    const { locale } = setting;
    const back = portalPath(`/relationships/${id}`, { locale });
    const { renew, nothing } = texts.confirm;
    if (!isRenewable(relationship, moment.now)) {
      const told = {
        title: nothing.title,
        text: say(nothing.text, names),
        back: { href: back, label: partner.displayName },
      };
      return sessionAnswer(refusedPage(customers, told, texts), 409);
    }
    const action = portalPath(`/relationships/${id}/renew`, { locale });
    return sessionAnswer(confirmPage(customers, { ...renew, title: say(renew.title, names), action, back }, texts));
  }

  return {
    "GET /portal/relationships/{id}/renew": reading(dependencies, ask),

    "POST /portal/relationships/{id}/renew": acting(dependencies, {}, async (visit) => {
      try {
        await renewPermissions(dependencies, { relationshipId: relationshipIdOf(visit.request) }, visit.moment);
      } catch (error) {
        // The page knows best why not.
        if (error instanceof Refusal && error.kind === "wrong-state") return ask(visit);
        throw error;
      }
      return backTo(visit, "renewed");
    }),
  };
}
