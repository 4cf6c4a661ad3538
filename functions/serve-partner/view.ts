import { agreementText } from "../../shared/policy/agreement-texts.ts";
import { currentAgreement } from "../../shared/policy/agreements.ts";
import { clouds } from "../../shared/policy/clouds.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { permissionName } from "../../shared/policy/permission-names.ts";
import type { PermissionTexts } from "../../shared/policy/permission-texts.ts";
import { permissionCatalogueVersion, permissions } from "../../shared/policy/permissions.ts";
import type { Policy } from "../../shared/policy/policy.ts";
import { services } from "../../shared/policy/services.ts";

/** A catalogue is a list that has no second page. */
const whole = <Item>(items: readonly Item[]) => ({ items, next: null });

/** The permission catalogue in a language. */
export const permissionsBody = (locale: Locale, texts: PermissionTexts) => ({
  version: permissionCatalogueVersion,
  locale,
  ...whole(
    permissions.map(({ id, service, risk }) => {
      const { description, allows, allowsNot } = texts[id];
      return { id, service, name: permissionName(id, locale), description, allows, allowsNot, risk };
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

/** The clouds that are offered, with what must and what would be asked there, and where customers decide (product table, rows 2 and 29). */
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

/** The agreement of every offer that is sent now. */
export const agreementBody = () => {
  const { version, title, hash, url } = currentAgreement;
  return { version, title, hash, url, text: agreementText(version).text };
};
