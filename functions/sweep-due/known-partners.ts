import type { PartnerStanding } from "../../shared/partner/model.ts";

/** Maximum number of cached partners, so that a sweep's memory does not grow with the number of due items. */
const mostKnown = 1000;

/** A sweep's cache of partners. */
export type KnownPartners = ReturnType<typeof knownPartners>;

/** Caches partners so that a run reads each once. The cache may be stale; the mail function checks again. */
export function knownPartners() {
  const known = new Map<string, PartnerStanding | null>();
  return {
    /** The partners of a page that are not cached. Clears the cache if the page would exceed its size. */
    unknown(wanted: readonly string[]): string[] {
      const different = [...new Set(wanted)];
      if (known.size + different.length > mostKnown) known.clear();
      return different.filter((id) => !known.has(id));
    },
    learn(found: ReadonlyMap<string, PartnerStanding | null>): void {
      for (const [id, standing] of found) known.set(id, standing);
    },
    /** Null for a partner that does not exist. */
    of: (id: string): PartnerStanding | null => known.get(id) ?? null,
  };
}
