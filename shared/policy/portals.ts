import type { Instant } from "../kernel/time.ts";
import type { PolicyPreset, PortalId } from "../names.ts";

/** Rapport's own page, under a portal's name. */
interface HostedPortal {
  readonly id: string;
  readonly name: string;
  readonly kind: "hosted";
}

/** Another system, to which the link leads on. */
export interface ExternalPortal {
  readonly id: string;
  readonly name: string;
  readonly kind: "external";
  readonly url: string;
}

/** Where customers of a cloud decide. */
export type Portal = HostedPortal | ExternalPortal;

/** The time from which a portal is used for a cloud's invitations; without `from`, always. The newest row that has begun applies. */
export interface PortalPeriod {
  readonly from?: Instant;
  readonly portal: PortalId;
}

/** What every portal is called on its pages. */
export const portalNames: Readonly<Record<PortalId, string>> = {
  rapport: "Rapport",
  "office-admin-portal": "Office Admin Portal",
  "microsoft-store-for-business": "Microsoft Store for Business",
};

const office: readonly PortalPeriod[] = [{ portal: "office-admin-portal" }];

/** Portals by cloud and by the moment an invitation was issued (product table, row 29); `else` is every other cloud. */
export const portalPlans: Readonly<Record<PolicyPreset, { readonly [cloud: string]: readonly PortalPeriod[] }>> = {
  default: { else: [{ portal: "rapport" }] },
  "partner-center-2018": {
    public: [...office, { from: "2018-11-01T00:00:00.000Z", portal: "microsoft-store-for-business" }],
    germany: office,
    "us-government": office,
    else: office,
  },
};
