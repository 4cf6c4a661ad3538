import { idAlphabet } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { dueShards } from "../names.ts";

/** Where an item is. */
export interface Key {
  readonly PK: string;
  readonly SK: string;
}

/** Where an item is that was read, from the table or an index. */
export const keyOf = (item: Readonly<Record<string, unknown>>): Key => ({
  PK: String(item["PK"]),
  SK: String(item["SK"]),
});

const partitionOf: Record<string, string> = { inv: "INV#", rel: "REL#", ptn: "PTN#", cus: "CUS#", adr: "SIGNIN#" };

/** The partition of an aggregate's id, by the id's prefix. */
export const aggregatePartition = (id: string): string => `${partitionOf[id.slice(0, 3)]}${id}`;

/** The shard that sweeps an id: its last character is random, as ULIDs are made, so that each shard has two of the 32. */
export const dueShardOf = (id: string): string =>
  dueShards[idAlphabet.indexOf(id.slice(-1)) % dueShards.length] ?? "00";

/** The sort key in the due index. */
export type DueKind = "invitation" | "relationship" | "customer";

/** Keys of the due index. */
export const dueKeys = {
  partition: (shard: string): string => `DUE#${shard}`,
  at: (dueAt: Instant, kind: DueKind, id: string): string => `${dueAt}#${kind}#${id}`,
  /** Sorts behind everything that is due at that moment. */
  until: (now: Instant): string => `${now}#~`,
};
