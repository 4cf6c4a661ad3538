import type { DomainEvent } from "./event.ts";
import type { Verification } from "./offer.ts";
import type { Instant } from "./time.ts";

/** How a partner trades. */
export const partnerKinds = ["direct-reseller", "indirect-provider", "indirect-reseller"] as const;

/** An organisation that resells or manages services for customers; a tenant of Rapport. */
export interface Partner {
  readonly id: string;
  readonly version: number;
  readonly displayName: string;
  readonly kind: (typeof partnerKinds)[number];
  readonly cloud: string;
  readonly verified: Verification | null;
  readonly locale: string;
  readonly replyTo: string | null;
  readonly notifications: readonly string[];
  /** Part of every link; raising it kills all of the partner's links in one write. */
  readonly linkEpoch: number;
  readonly frozen: boolean;
  readonly registeredAt: Instant;
}

/** What the operator says of a new partner. */
export type PartnerInput = Pick<Partner, "displayName" | "kind" | "cloud" | "locale" | "replyTo" | "notifications"> & {
  readonly verified: { readonly how: string } | null;
};

/** Registers a partner. */
export function registerPartner(id: string, input: PartnerInput, now: Instant): { after: Partner; event: DomainEvent } {
  const after: Partner = {
    ...input,
    id,
    version: 1,
    verified: input.verified && { at: now, how: input.verified.how },
    linkEpoch: 1,
    frozen: false,
    registeredAt: now,
  };
  return { after, event: { type: "PartnerRegistered", aggregate: id, sequence: 1, data: { partner: after } } };
}
