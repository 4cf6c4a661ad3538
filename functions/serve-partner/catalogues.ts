import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { partnerOf } from "../../shared/partner/commands/partner-of.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { parseQuery } from "../../shared/schema/parse.ts";
import type { HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import { acceptedLocale, spokenLocale, type Locale } from "../../shared/policy/locales.ts";
import { loadPermissionTexts, type PermissionTexts } from "../../shared/policy/permission-texts.ts";
import { partnerPlace } from "../../shared/partner/items/partners.ts";
import { agreementText } from "../../shared/policy/agreement-texts.ts";
import { currentAgreement } from "../../shared/policy/agreements.ts";
import { clouds } from "../../shared/policy/clouds.ts";
import { permissionCatalogueVersion, permissions } from "../../shared/policy/permissions.ts";
import type { Policy } from "../../shared/policy/policy.ts";
import { services } from "../../shared/policy/services.ts";
import { localeQuery } from "../../shared/schema/locale.ts";

/** A catalogue is a list with a single page. */
const whole = <Item>(items: readonly Item[]) => ({ items, next: null });

/** The permission catalogue in a language. */
export const permissionsBody = (locale: Locale, texts: PermissionTexts) => ({
  version: permissionCatalogueVersion,
  locale,
  ...whole(
    permissions.map(({ id, service, risk }) => {
      const { name, description, allows, allowsNot } = texts[id];
      return { id, service, name, description, allows, allowsNot, risk };
    }),
  ),
});

/** The service catalogue. */
export const servicesBody = () =>
  whole(
    services.map(({ id, name, adminUrl, manageableWithoutPermission }) => ({
      id,
      name,
      adminUrl,
      manageableWithoutPermission,
    })),
  );

/** The offered clouds with their required and default permissions and their portals (product table, rows 2 and 29). */
export const cloudsBody = (policy: Policy) =>
  whole(
    clouds
      .filter(({ id }) => policy.clouds.includes(id))
      .map(({ id }) => {
        const { requiredPermissions, defaultPermissions } = policy.terms(id);
        const portals = policy.portalsOf(id).map(({ from, portal }) => ({
          from,
          id: portal.id,
          name: portal.name,
          kind: portal.kind,
        }));
        return { id, requiredPermissions, defaultPermissions, portals };
      }),
  );

/** The agreement of new offers. */
export const agreementBody = () => {
  const { version, title, hash, url } = currentAgreement;
  return { version, title, hash, url, text: agreementText(version).text };
};

/** The catalogues: permissions, services, clouds and the agreement. */
export function serveCatalogues({ table, policy }: Pick<Dependencies, "table" | "policy">) {
  /** The requested language, else the reader's, else the partner's. */
  async function localeFor(request: HttpRequest): Promise<Locale> {
    const { locale } = parseQuery(localeQuery, request.query);
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
