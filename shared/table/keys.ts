import { idAlphabet } from "../kernel/ids.ts";
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

const partitionOf: Record<string, string> = {
  ...{ inv: "INV#", rel: "REL#", ptn: "PTN#", cus: "CUS#", adr: "SIGNIN#", job: "JOB#", sup: "SUP#" },
};

/** The partition of an aggregate's id, by the id's prefix. */
export const aggregatePartition = (id: string): string => `${partitionOf[id.slice(0, 3)]}${id}`;

/** The item of an aggregate's state. Of an invitation it has parts that are aggregates of their own. */
export const stateKey = (id: string): Key => ({ PK: aggregatePartition(id), SK: "STATE" });

/** The aggregate of such a partition. */
export const aggregateOf = (partition: string): string => partition.slice(partition.indexOf("#") + 1);

/** The shard that sweeps an id: its last character is random, as ULIDs are made, so that each shard has two of the 32. */
export const dueShardOf = (id: string): string =>
  dueShards[idAlphabet.indexOf(id.slice(-1)) % dueShards.length] ?? "00";

/** The partition of the due index in which an id is, sorted by when it is due. */
export const duePartition = (shard: string): string => `DUE#${shard}`;
