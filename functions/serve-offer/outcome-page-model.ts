import type { Instant } from "../../shared/domain/time.ts";
import type { PageSetting } from "./page-setting.ts";

/** A request that is no longer open. */
export interface OutcomePageModel extends PageSetting {
  readonly partner: { readonly id: string; readonly displayName: string };
  readonly outcome:
    | {
        readonly kind: "accepted";
        /** Permission ids. */
        readonly granted: readonly string[];
        readonly refused: readonly string[];
        readonly partial: boolean;
        /** When the granted permissions end; `null` when none was granted. */
        readonly endsAt: Instant | null;
        /** Whether they extend themselves then. */
        readonly autoExtend: boolean;
        readonly decidedAt: Instant;
      }
    | { readonly kind: "declined" | "reported" | "cancelled" }
    /** Digest of the offer that is still open, and can be declined. */
    | { readonly kind: "already-connected"; readonly offerDigest: string }
    | {
        readonly kind: "expired";
        /** When the customer asked for a new link; `null` while nobody has. */
        readonly askedAt: Instant | null;
      };
}
