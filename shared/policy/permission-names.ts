import type { Locale } from "./locales.ts";
import { findPermission, type PermissionId } from "./permissions.ts";

/** What a permission is called, short enough for a list; the longer texts are read when a page wants them. */
const names: Readonly<Record<PermissionId, Readonly<Record<Locale, string>>>> = {
  "directory.admin": {
    en: "Directory administrator",
    it: "Amministratore della directory",
    de: "Verzeichnisadministrator",
    fr: "Administrateur de l’annuaire",
    es: "Administrador del directorio",
  },
  "office365.admin": {
    en: "Office 365 administrator",
    it: "Amministratore di Office 365",
    de: "Office-365-Administrator",
    fr: "Administrateur Office 365",
    es: "Administrador de Office 365",
  },
  "users.admin": {
    en: "User administrator",
    it: "Amministratore degli utenti",
    de: "Benutzeradministrator",
    fr: "Administrateur des utilisateurs",
    es: "Administrador de usuarios",
  },
  "licenses.admin": {
    en: "Licence administrator",
    it: "Amministratore delle licenze",
    de: "Lizenzadministrator",
    fr: "Administrateur des licences",
    es: "Administrador de licencias",
  },
  helpdesk: {
    en: "Help desk",
    it: "Assistenza agli utenti",
    de: "Benutzerhilfe",
    fr: "Assistance aux utilisateurs",
    es: "Asistencia a usuarios",
  },
  "billing.read": {
    en: "Billing reader",
    it: "Lettura della fatturazione",
    de: "Abrechnung lesen",
    fr: "Lecture de la facturation",
    es: "Lectura de facturación",
  },
  "service.support": {
    en: "Service support",
    it: "Assistenza sui servizi",
    de: "Dienstunterstützung",
    fr: "Assistance des services",
    es: "Asistencia de servicios",
  },
  "security.read": {
    en: "Security reader",
    it: "Lettura della sicurezza",
    de: "Sicherheit lesen",
    fr: "Lecture de la sécurité",
    es: "Lectura de seguridad",
  },
  "reports.read": {
    en: "Reports reader",
    it: "Lettura dei rapporti",
    de: "Berichte lesen",
    fr: "Lecture des rapports",
    es: "Lectura de informes",
  },
  "groups.admin": {
    en: "Groups administrator",
    it: "Amministratore dei gruppi",
    de: "Gruppenadministrator",
    fr: "Administrateur des groupes",
    es: "Administrador de grupos",
  },
  "exchange.admin": {
    en: "Exchange administrator",
    it: "Amministratore di Exchange",
    de: "Exchange-Administrator",
    fr: "Administrateur Exchange",
    es: "Administrador de Exchange",
  },
  "sharepoint.admin": {
    en: "SharePoint administrator",
    it: "Amministratore di SharePoint",
    de: "SharePoint-Administrator",
    fr: "Administrateur SharePoint",
    es: "Administrador de SharePoint",
  },
};

/** What a permission is called; one that is no longer kept, by its id. */
export function permissionName(id: string, locale: Locale): string {
  const entry = findPermission(id);
  return entry === undefined ? id : names[entry.id][locale];
}
