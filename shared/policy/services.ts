/** A vendor's service that a partner may manage for a customer. */
export interface Service {
  readonly id: string;
  readonly name: string;
  /** Where the service is administered, once a grant opens it. */
  readonly adminUrl: string;
  /** Whether a reseller may provision and manage it without any delegated permission (product table, row 1). */
  readonly manageableWithoutPermission: boolean;
}

/** The service catalogue as shipped. */
export const services = [
  {
    id: "azure-active-directory",
    name: "Azure Active Directory",
    adminUrl: "https://entra.microsoft.com/",
    manageableWithoutPermission: false,
  },
  {
    id: "office-365",
    name: "Office 365",
    adminUrl: "https://admin.microsoft.com/",
    manageableWithoutPermission: false,
  },
  {
    id: "exchange-online",
    name: "Exchange Online",
    adminUrl: "https://admin.exchange.microsoft.com/",
    manageableWithoutPermission: false,
  },
  {
    id: "sharepoint-online",
    name: "SharePoint Online",
    adminUrl: "https://admin.microsoft.com/sharepoint",
    manageableWithoutPermission: false,
  },
  {
    id: "security-center",
    name: "Security Center",
    adminUrl: "https://security.microsoft.com/",
    manageableWithoutPermission: false,
  },
  {
    id: "azure-subscription",
    name: "Azure subscription",
    adminUrl: "https://portal.azure.com/",
    manageableWithoutPermission: true,
  },
] as const satisfies readonly Service[];

export type ServiceId = (typeof services)[number]["id"];

/** Names of what a partner may provision or manage without any permission (product table, row 1). */
export const servicesWithoutPermission: readonly string[] = services
  .filter(({ manageableWithoutPermission }) => manageableWithoutPermission)
  .map(({ name }) => name);

/** The service of that id, or `undefined`. */
export const findService = (id: string): Service | undefined => services.find((service) => service.id === id);
