import type { ServiceId } from "./services.ts";

/** What a mistake or a bad partner could cost the customer, lowest first. High risk never extends itself. */
export const risks = ["low", "medium", "high"] as const;
export type Risk = (typeof risks)[number];

/**
 * Version of the ids and risks below and of their texts; frozen into every offer. Every change of them needs a new one: the year
 * and month, and from the second change of a month on a number, as in `2026-11.2`.
 */
export const permissionCatalogueVersion = "2026-11.2";

const catalogue = [
  { id: "directory.admin", service: "azure-active-directory", risk: "high" },
  { id: "office365.admin", service: "office-365", risk: "high" },
  { id: "users.admin", service: "azure-active-directory", risk: "medium" },
  { id: "licenses.admin", service: "office-365", risk: "medium" },
  { id: "helpdesk", service: "azure-active-directory", risk: "medium" },
  { id: "billing.read", service: "office-365", risk: "low" },
  { id: "service.support", service: "office-365", risk: "low" },
  { id: "security.read", service: "security-center", risk: "medium" },
  { id: "reports.read", service: "office-365", risk: "low" },
  { id: "groups.admin", service: "azure-active-directory", risk: "medium" },
  { id: "exchange.admin", service: "exchange-online", risk: "high" },
  { id: "sharepoint.admin", service: "sharepoint-online", risk: "high" },
] as const satisfies readonly { id: string; service: ServiceId; risk: Risk }[];

export type PermissionId = (typeof catalogue)[number]["id"];

/** One entry of the permission catalogue. */
export interface PermissionEntry {
  readonly id: PermissionId;
  readonly service: ServiceId;
  readonly risk: Risk;
}

/** The permission catalogue as shipped, in the order of `GET /v1/permissions`. */
export const permissions: readonly PermissionEntry[] = catalogue;

const byId: ReadonlyMap<string, PermissionEntry> = new Map(permissions.map((entry) => [entry.id, entry]));

/** Ids of the permissions for a service. */
export const permissionsOf = (service: string): readonly string[] =>
  permissions.filter((entry) => entry.service === service).map(({ id }) => id);

/** The permission of that id, or `undefined`. */
export const findPermission = (id: string): PermissionEntry | undefined => byId.get(id);
