import type { Instant } from "../../shared/domain/time.ts";
import type { Locale } from "../../shared/policy/locales.ts";

/** What every page of this function knows. */
export interface PageSetting {
  readonly locale: Locale;
  readonly operatorName: string;
}

/** A request that is no longer open. */
export interface OutcomePageModel extends PageSetting {
  readonly partner: { readonly displayName: string };
  readonly outcome:
    | {
        readonly kind: "accepted";
        /** Permission ids. */
        readonly granted: readonly string[];
        readonly partial: boolean;
        /** When the granted permissions end; `null` when none was granted. */
        readonly endsAt: Instant | null;
        readonly decidedAt: Instant;
      }
    | { readonly kind: "declined" | "cancelled" | "expired" | "already-connected" };
}
