import * as z from "zod/mini";
import type { Duration } from "../kernel/time.ts";

/** `reseller` sells and supports; `advisor` manages services bought through another channel. */
export const relationshipTypes = ["reseller", "advisor"] as const;
export type RelationshipType = (typeof relationshipTypes)[number];
export const relationshipType = z.enum(relationshipTypes);

/** How sure the operator is of a partner's name. */
export interface Verification {
  readonly at: string;
  readonly how: string;
}

/** What is asked, as shown to the customer. Frozen when the invitation is sent; its digest names it in every decision. */
export interface Offer {
  readonly partnerId: string;
  /** Only in an offer of a sandbox partner: it is a test. */
  readonly sandbox?: true | undefined;
  readonly partnerName: string;
  readonly partnerVerified: Verification | null;
  readonly customer: string;
  readonly cloud: string;
  readonly relationship: RelationshipType;
  /** The live relationship for which permissions are asked; null where a new one is asked. */
  readonly relationshipId: string | null;
  /** Whether it is for an organisation for which the address has not accepted this relationship yet. */
  readonly anotherOrganization: boolean;
  readonly permissions: readonly string[];
  /** Version of the texts that described the permissions. */
  readonly catalogue: string;
  readonly duration: Duration;
  readonly autoExtend: boolean;
  readonly agreement: { readonly version: string; readonly hash: string };
}

/** A fingerprint of an offer: `sha256:` and hex, over RFC 8785 canonical JSON. */
export type OfferDigest = `sha256:${string}`;

/** Whether a customer can refuse something and still accept: what a cloud requires stays, and where nothing but permissions is asked so does the last. */
export const mayNarrow = ({
  permissions,
  isRestoration,
}: {
  readonly permissions: readonly { readonly required: boolean }[];
  readonly isRestoration: boolean;
}): boolean => permissions.some(({ required }) => !required) && (!isRestoration || permissions.length > 1);
