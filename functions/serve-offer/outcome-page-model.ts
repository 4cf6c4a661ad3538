import type { Extent } from "../../shared/terms/extent.ts";
import type { RelationshipType } from "../../shared/terms/model.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { LinkSetting } from "./page-setting.ts";

/** A request that is no longer open. */
export interface OutcomePageModel extends LinkSetting {
  readonly partner: { readonly displayName: string };
  /** What the reader can do who wants no more of the partner: only administrators of the customer stop requests. */
  readonly stopping: { readonly kind: "block" | "stopReminders"; readonly path: string };
  /** Whether what was just posted came too late to count. */
  readonly isLate: boolean;
  readonly outcome:
    | {
        readonly kind: "accepted";
        /** Permission ids. */
        readonly granted: readonly string[];
        readonly refused: readonly string[];
        readonly extent: Extent;
        readonly relationship: RelationshipType;
        /** It asked for permissions of a relationship that existed already. */
        readonly isRestoration: boolean;
        /** Whether the relationship has ended since. */
        readonly hasEnded: boolean;
        /** When the granted permissions end; `null` when none was granted. */
        readonly endsAt: Instant | null;
        /** Whether they extend themselves then. */
        readonly autoExtend: boolean;
        readonly decidedAt: Instant;
      }
    /**
     * The last two asked for permissions of a relationship. They were taken back as that ended, or as its addressee stopped
     * being an administrator.
     */
    | { readonly kind: "declined" | "reported" | "cancelled" | "relationship-ended" | "addressee-left" }
    /** Digest of the offer that is still open, and can be declined while the partner is frozen. */
    | { readonly kind: "on-hold"; readonly offerDigest: string }
    | {
        readonly kind: "expired";
        /** When the customer asked for a new link; `null` while nobody has. */
        readonly askedAt: Instant | null;
        /** Whether the partner is on hold, so that nobody can ask. */
        readonly isOnHold: boolean;
      };
}
