import { removePermissions } from "../../shared/relationship/commands/remove-permissions.ts";
import { terminateRelationship } from "../../shared/relationship/commands/terminate-relationship.ts";
import { field } from "../../shared/pages/field.ts";
import { assertFormFits, parseForm, text as textField } from "../../shared/pages/form.ts";
import { html } from "../../shared/html/html.ts";
import type { HttpAnswer, RouteHandler } from "../../shared/http/request.ts";
import { permissionName } from "../../shared/policy/permission-names.ts";
import { say } from "../../shared/policy/words.ts";
import { line } from "../../shared/schema/primitives.ts";
import { ask, backTo, type Act } from "./ask.ts";
import { relationshipIdOf } from "./partners.ts";
import { acting, reading, type PortalDependencies, type Visit } from "./session.ts";
import { errorsAt } from "./faults.ts";

type ActRoute = `${"GET" | "POST"} /portal/relationships/{id}/${Act}`;

const reasonSchema = line(500);

/** What a customer does to a relationship: a page that asks, and a POST that does it (product table, rows 35 and 38). */
export function actRoutes(dependencies: PortalDependencies): Record<ActRoute, RouteHandler> {
  const askEnd = (visit: Visit, reason: string, fault: string | null): Promise<HttpAnswer> =>
    ask(
      dependencies,
      visit,
      { act: "end", afterCoolOff: true, status: fault === null ? 200 : 422 },
      ({ partner }, texts) => {
        const { title, text, reason: label, reasonHint, submit } = texts.confirm.end;
        const names = { partner, operator: dependencies.operatorName };
        const hint = say(reasonHint, names);
        const own = { id: "reason", label, hint, value: reason, attributes: html`autocomplete="off"` };
        const errors = errorsAt("reason", fault);
        return { title: say(title, names), text: say(text, names), submit, fields: field(own, errors, texts), errors };
      },
    );

  return {
    "GET /portal/relationships/{id}/remove": reading(dependencies, (visit) =>
      ask(dependencies, visit, { act: "remove" }, ({ partner }, { confirm, lang }) => {
        const { permission } = visit.request.query;
        const { title, text, submit } = permission === undefined ? confirm.removeAll : confirm.remove;
        const names = { partner, name: permissionName(permission ?? "", lang) };
        return { title: say(title, names), text: say(text, names), submit };
      }),
    ),

    "POST /portal/relationships/{id}/remove": acting(dependencies, {}, async (visit) => {
      const { request, moment } = visit;
      // A parameter that is misspelt must not remove all.
      assertFormFits(parseForm({ lang: textField(100), permission: textField(100) }, request.query).faults);
      const { permission } = request.query;
      const permissions = permission === undefined ? "all" : [permission];
      const wanted = { relationshipId: relationshipIdOf(request), permissions } as const;
      await removePermissions(dependencies, wanted, moment);
      return backTo(visit, permission === undefined ? "removed-all" : "removed");
    }),

    "GET /portal/relationships/{id}/end": reading(dependencies, (visit) => askEnd(visit, "", null)),

    "POST /portal/relationships/{id}/end": acting(
      dependencies,
      { reason: textField(2_000) },
      async (visit, { reason: typed }) => {
        const { request, moment, texts } = visit;
        const reason = typed === "" ? null : reasonSchema.safeParse(typed);
        if (reason?.success === false) return askEnd(visit, typed, texts.faults["text-unfit"]);
        const wanted = { relationshipId: relationshipIdOf(request), reason: reason?.data ?? null };
        await terminateRelationship(dependencies, wanted, moment);
        return backTo(visit, "ended");
      },
    ),
  };
}
