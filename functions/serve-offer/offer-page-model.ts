import type { RelationshipType, Verification } from "../../shared/terms/model.ts";
import type { Duration, Instant } from "../../shared/kernel/time.ts";
import type { FieldError } from "../../shared/pages/field.ts";
import type { LinkSetting } from "./page-setting.ts";

/** The fields of the answer's form (`POST /i/{link}/decision`) that a fault can belong to. */
export type OfferField =
  | "permission"
  | "duration"
  | "agreement"
  | "customer"
  | "organization"
  | "name"
  | "title"
  | "code"
  | "reason"
  | "offer"
  | "decision"
  | "colleague"
  | "colleague-code";

/** Everything that the offer page shows. */
export interface OfferPageModel extends LinkSetting {
  readonly partner: {
    /** As the offer has it. */
    readonly displayName: string;
    /** What the partner is called now; null while that is the same. */
    readonly laterName: string | null;
    readonly contact: string | null;
    readonly verified: Verification | null;
    readonly since: Instant;
  };
  readonly customer: { readonly email: string; readonly organization: string | null };
  readonly relationship: RelationshipType;
  /** Permissions are asked for a relationship that exists already. */
  readonly isRestoration: boolean;
  /** The mail domain within which the request can be handed over; null where it goes only to administrators. */
  readonly colleagues: string | null;
  /** The address that handed it over to the reader; null where nobody did. */
  readonly handedOverBy: string | null;
  /** The customers for which the reader can accept; none where it speaks for none, or has not proved the mailbox. */
  readonly customers: readonly {
    readonly id: string;
    readonly name: string;
    /** Until when the reader cannot accept for it; null for at once. */
    readonly coolOffUntil: Instant | null;
    /** Whether it has this relationship already. */
    readonly isConnected: boolean;
  }[];
  /** Whether the reader can accept for none, because what it speaks for takes no requests of the partner. */
  readonly isRefused: boolean;
  /** The id of one of them, `new`, or empty where nothing is preselected. */
  readonly chosenCustomer: string;
  /** Proof of a right code, which spares the next form the code; empty for none. */
  readonly proof: string;
  readonly permissions: readonly { readonly id: string; readonly required: boolean; readonly checked: boolean }[];
  /** What may be chosen, up to what is asked, with the day each would end. */
  readonly durations: readonly { readonly duration: Duration; readonly endsAt: Instant }[];
  readonly chosenDuration: Duration;
  readonly autoExtend: boolean;
  readonly expiresAt: Instant;
  readonly agreement: { readonly version: string; readonly title: string; readonly url: string };
  /** Digest of the offer shown; comes back with the decision. */
  readonly offerDigest: string;
  readonly codeRequired: boolean;
  /** `just`: by this very request. */
  readonly codeSent: "no" | "before" | "just";
  /** Number of the newest code, by which a form that is sent twice is known. */
  readonly codeNumber: number;
  readonly canAcceptWithoutPermissions: boolean;
  /** What was typed, to be kept when the page comes back with faults. */
  readonly values: {
    readonly name: string;
    readonly title: string;
    readonly organization: string;
    readonly code: string;
    readonly reason: string;
    readonly agreement: boolean;
    readonly colleague: string;
    readonly "colleague-code": string;
  };
  readonly errors: readonly FieldError<OfferField>[];
}
