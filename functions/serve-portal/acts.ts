import { readCustomerRelationship } from "../../shared/commands/read-customer.ts";
import { removePermissions } from "../../shared/commands/remove-permissions.ts";
import { renewPermissions } from "../../shared/commands/renew-permissions.ts";
import { terminateRelationship } from "../../shared/commands/terminate-relationship.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { html } from "../../shared/http/html.ts";
import type { HttpAnswer, RouteHandler } from "../../shared/http/request.ts";
import { permissionName } from "../../shared/policy/permission-names.ts";
import { say } from "../../shared/policy/words.ts";
import { line } from "../../shared/schema/primitives.ts";
import { portalPath } from "./addresses.ts";
import { pageAnswer, seeOther } from "./answers.ts";
import { fieldOf } from "./form.ts";
import { relationshipIdOf } from "./partners.ts";
import { acting, reading, type PortalDependencies, type Visit } from "./session.ts";
import type { PortalTexts } from "./texts.ts";
import { confirmPage, type Question } from "./view-confirm.ts";
import { faultSummary, textField } from "./view-field.ts";

type Act = "remove" | "renew" | "end";
type ActRoute = `${"GET" | "POST"} /portal/relationships/{id}/${Act}`;

const reasonSchema = line(500);

/** What a customer does to a relationship: a page that asks, and a POST that does it (product table, rows 35 and 38). */
export function actRoutes(dependencies: PortalDependencies): Record<ActRoute, RouteHandler> {
  /** The page that asks. Whose relationship it is, is found out before anything is asked about it. */
  async function ask(
    { request, moment, setting, texts }: Visit,
    act: Act,
    question: (names: { partner: string }, texts: PortalTexts) => Omit<Question, "action" | "back">,
    status = 200,
  ): Promise<HttpAnswer> {
    const id = relationshipIdOf(request);
    const { partner, relationship } = await readCustomerRelationship(dependencies, moment.customerId, id);
    const permission = request.query["permission"];
    if (permission !== undefined && !relationship.grants.some((grant) => grant.permission === permission)) {
      throw new Refusal("not-found", "It was never granted.");
    }
    const { locale } = setting;
    const action = portalPath(`/relationships/${id}/${act}`, {
      locale,
      ...(permission !== undefined && { permission }),
    });
    const back = portalPath(`/relationships/${id}`, { locale });
    const asked = { ...question({ partner: partner.displayName }, texts), action, back };
    return pageAnswer(confirmPage(setting, asked, texts), status);
  }

  const back = ({ request, setting }: Visit, done: string): HttpAnswer =>
    seeOther(portalPath(`/relationships/${relationshipIdOf(request)}`, { locale: setting.locale, done }));

  const askEnd = (visit: Visit, reason: string, fault: string | null): Promise<HttpAnswer> =>
    ask(
      visit,
      "end",
      ({ partner }, texts) => {
        const { title, text, reason: label, reasonHint, submit } = texts.confirm.end;
        const names = { partner, operator: dependencies.operatorName };
        const hint = say(reasonHint, names);
        const field = { name: "reason", label, hint, value: reason, fault, attributes: html`autocomplete="off"` };
        const [fields, faults] = [textField(field, texts), faultSummary("reason", fault, texts)];
        return { title: say(title, names), text: say(text, names), submit, fields, faults };
      },
      fault === null ? 200 : 422,
    );

  return {
    "GET /portal/relationships/{id}/remove": reading(dependencies, (visit) =>
      ask(visit, "remove", ({ partner }, { confirm, lang }) => {
        const { permission } = visit.request.query;
        const { title, text, submit } = permission === undefined ? confirm.removeAll : confirm.remove;
        const names = { partner, name: permissionName(permission ?? "", lang) };
        return { title: say(title, names), text: say(text, names), submit };
      }),
    ),

    "POST /portal/relationships/{id}/remove": acting(dependencies, async (visit) => {
      const { request, moment } = visit;
      const { permission } = request.query;
      const permissions = permission === undefined ? "all" : [permission];
      const wanted = { relationshipId: relationshipIdOf(request), permissions } as const;
      await removePermissions(dependencies, wanted, moment);
      return back(visit, permission === undefined ? "removed-all" : "removed");
    }),

    "GET /portal/relationships/{id}/renew": reading(dependencies, (visit) =>
      ask(visit, "renew", (names, { confirm: { renew } }) => ({ ...renew, title: say(renew.title, names) })),
    ),

    "POST /portal/relationships/{id}/renew": acting(dependencies, async (visit) => {
      await renewPermissions(dependencies, { relationshipId: relationshipIdOf(visit.request) }, visit.moment);
      return back(visit, "renewed");
    }),

    "GET /portal/relationships/{id}/end": reading(dependencies, (visit) => askEnd(visit, "", null)),

    "POST /portal/relationships/{id}/end": acting(dependencies, async (visit) => {
      const { request, moment, texts } = visit;
      const typed = fieldOf(request, "reason");
      const reason = typed === "" ? null : reasonSchema.safeParse(typed);
      if (reason?.success === false) return askEnd(visit, typed, texts.faults["text-unfit"]);
      const wanted = { relationshipId: relationshipIdOf(request), reason: reason?.data ?? null };
      await terminateRelationship(dependencies, wanted, moment);
      return back(visit, "ended");
    }),
  };
}
