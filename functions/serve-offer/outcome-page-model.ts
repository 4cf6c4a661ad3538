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
    | { readonly kind: "declined" | "cancelled" | "already-connected" }
    | {
        readonly kind: "expired";
        /** The link's path segment, for the form that asks for a new one. */
        readonly link: string;
        readonly askedAt: Instant | null;
      };
}
