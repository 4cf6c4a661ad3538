import { addAdministrator, removeAdministrator } from "../../shared/commands/change-administrators.ts";
import { signOut } from "../../shared/commands/open-session.ts";
import { actingAdministrator } from "../../shared/commands/administrator-moment.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { forgottenCookie } from "../../shared/http/cookies.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import { say } from "../../shared/policy/words.ts";
import { portalPath } from "./addresses.ts";
import { pageAnswer, seeOther } from "./answers.ts";
import { fieldOf } from "./form.ts";
import { acting, cookieName, reading, type PortalDependencies, type Visit } from "./session.ts";
import type { PortalTexts } from "./texts.ts";
import { administratorsPage } from "./view-administrators.ts";
import { confirmPage } from "./view-confirm.ts";

type AdministratorsRoute = `${"GET" | "POST"} /portal/administrators${"" | "/{id}"}`;

/** Who may sign in for a customer: named and removed by those who may. */
export function administratorRoutes(dependencies: PortalDependencies): Record<AdministratorsRoute, RouteHandler> {
  async function show(
    { session, moment, setting, texts }: Visit,
    typed = "",
    fault: string | null = null,
  ): Promise<HttpAnswer> {
    const { administrators } = (await actingAdministrator(dependencies.table, moment)).customer;
    const model = { ...setting, own: session.address, administrators, domain: "", typed, fault };
    return pageAnswer(administratorsPage(model, texts), fault === null ? 200 : 422);
  }

  return {
    "GET /portal/administrators": reading(dependencies, (visit) => show(visit)),

    "POST /portal/administrators": acting(dependencies, ["email"], async (visit) => {
      const email = fieldOf(visit.request, "email");
      try {
        await addAdministrator(dependencies, { email, locale: null }, visit.moment);
      } catch (error) {
        const fault = faultIn(error, visit.texts);
        if (fault === null) throw error;
        return show(visit, email, fault);
      }
      return seeOther(portalPath("/administrators", { locale: visit.setting.locale, done: "named" }));
    }),

    "GET /portal/administrators/{id}": reading(dependencies, async ({ request, session, moment, setting, texts }) => {
      const { administrators } = (await actingAdministrator(dependencies.table, moment)).customer;
      const found = administrators.find(({ id }) => id === idOf(request));
      if (found === undefined) throw new Refusal("not-found", "There is no such administrator.");
      const { title, text, own, submit } = texts.confirm.removeAdministrator;
      const question = {
        title: say(title, { email: found.email }),
        text: found.id === session.address ? own : text,
        submit,
        action: portalPath(`/administrators/${found.id}`, { locale: setting.locale }),
        back: portalPath("/administrators", { locale: setting.locale }),
      };
      return pageAnswer(confirmPage(setting, question, texts));
    }),

    "POST /portal/administrators/{id}": acting(
      dependencies,
      [],
      async ({ request, session, cookie, moment, setting }) => {
        const { locale } = setting;
        await removeAdministrator(dependencies, idOf(request), moment);
        if (idOf(request) !== session.address) {
          return seeOther(portalPath("/administrators", { locale, done: "administrator-removed" }));
        }
        await signOut(dependencies, cookie);
        const answer = seeOther(portalPath("", { locale, done: "signed-out" }));
        return { ...answer, cookies: [forgottenCookie(cookieName)] };
      },
    ),
  };
}

const idOf = ({ parameters }: HttpRequest): string => parameters["id"] ?? "";

/** What is wrong with the address, in the reader's language; null for whatever else went wrong. */
function faultIn(error: unknown, { faults }: PortalTexts): string | null {
  const code = error instanceof Refusal ? error.faults[0]?.code : undefined;
  return code !== undefined && Object.hasOwn(faults, code) ? faults[code as keyof typeof faults] : null;
}
