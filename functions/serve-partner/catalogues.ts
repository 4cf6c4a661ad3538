import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { partnerOf } from "../../shared/partner/commands/partner-of.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { parse } from "../../shared/http/parse.ts";
import { inQuery } from "../../shared/http/pointer.ts";
import type { HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import { acceptedLocale, spokenLocale, type Locale } from "../../shared/policy/locales.ts";
import { loadPermissionTexts } from "../../shared/policy/permission-texts.ts";
import { partnerPlace } from "../../shared/partner/items/partners.ts";
import { permissionsQuery } from "./requests.ts";
import { agreementBody, cloudsBody, permissionsBody, servicesBody } from "./view.ts";

/** What there is to ask for, where, and under which terms. */
export function serveCatalogues({ table, policy }: Pick<Dependencies, "table" | "policy">) {
  /** The one that was named, else the reader's, else the partner's. */
  async function localeFor(request: HttpRequest): Promise<Locale> {
    const { locale } = parse(permissionsQuery, request.query, inQuery);
    const wanted = locale ?? acceptedLocale(request.headers);
    if (wanted !== null) return wanted;
    const partner = partnerOf(await table.read(partnerPlace(callerOf(request).partnerId)), { mustStand: false });
    return spokenLocale(partner.locale);
  }

  return {
    "GET /v1/permissions": async (request) => {
      const locale = await localeFor(request);
      const answer = readAnswer(request, permissionsBody(locale, await loadPermissionTexts(locale)));
      return { ...answer, headers: { ...answer.headers, "content-language": locale, vary: "Accept-Language" } };
    },

    "GET /v1/services": async (request) => readAnswer(request, servicesBody()),

    "GET /v1/clouds": async (request) => readAnswer(request, cloudsBody(policy)),

    "GET /v1/agreements/current": async (request) => readAnswer(request, agreementBody()),
  } as const satisfies Record<string, RouteHandler>;
}
