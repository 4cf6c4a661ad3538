import type { PartnerStanding } from "../../shared/partner/model.ts";

/** How many partners a sweep keeps in mind; the memory of a sweep must not grow with what is due. */
const mostKnown = 1000;

/** What a sweep has learnt of partners, so that each is read once in a run. */
export type KnownPartners = ReturnType<typeof knownPartners>;

/** A sweep's memory of partners. What it holds is as old as the run: the mail function has the last word. */
export function knownPartners() {
  const known = new Map<string, PartnerStanding | null>();
  return {
    /** Those of a page that must be read, each once. Forgets all others where the page would be too many. */
    unknown(wanted: readonly string[]): string[] {
      const different = [...new Set(wanted)];
      if (known.size + different.length > mostKnown) known.clear();
      return different.filter((id) => !known.has(id));
    },
    learn(found: ReadonlyMap<string, PartnerStanding | null>): void {
      for (const [id, standing] of found) known.set(id, standing);
    },
    /** Null for a partner that is not there. */
    of: (id: string): PartnerStanding | null => known.get(id) ?? null,
  };
}
