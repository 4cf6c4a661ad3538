import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { instant } from "../schema/primitives.ts";
import { count, hasEvents, idOf, personal, text, version } from "../schema/values.ts";

/** What a person can ask for. */
export const dataRequestKinds = ["export", "erasure"] as const;
export type DataRequestKind = (typeof dataRequestKinds)[number];

/** How many of each kind of item. */
const counts = z.record(text, count);

/** Something that an erasure leaves, why, and until when if that is known. */
export const keptThing = z.object({
  reason: z.enum(["receipt", "user"]),
  /** The invitation of a receipt; the id of a user. */
  id: text,
  partnerId: idOf("partner"),
  until: z.nullable(instant),
});
export type KeptThing = DeepReadonly<z.output<typeof keptThing>>;

/** The export or erasure of the data of a person, who is one mail address. It reads the whole table, pass by pass. */
export const dataRequest = z.object({
  id: idOf("job"),
  kind: z.enum(dataRequestKinds),
  /** Counts its events: one, when it is done. */
  version: count,
  /** Counts its writes. */
  revision: version,
  status: z.enum(["running", "done"]),
  /** The normalised address; null once it is done. */
  email: personal(z.nullable(text)),
  /** Pseudonym of the address in events. */
  subject: text,
  requestedBy: text,
  correlationId: text,
  requestedAt: instant,
  finishedAt: z.nullable(instant),
  /** Until when the data of an export are kept; null for an erasure. */
  expiresAt: z.nullable(instant),
  /** Number of the pass through the table, and when it may begin. */
  pass: version,
  passFrom: instant,
  /** Where this pass goes on; null at its beginning. */
  cursor: z.nullable(text),
  /** In how many items this pass found something, and how many it could not read. */
  found: count,
  failed: count,
  /** The person's names, as they stand beside the address; empty once it is done. */
  names: personal(z.array(text)),
  counts,
  /** What an erasure leaves, as far as this pass has come. */
  kept: z.array(keptThing),
  ...hasEvents,
});
export type DataRequest = DeepReadonly<z.output<typeof dataRequest>>;

/** Data of a person in one stored item or event. */
export const exportedItem = z.object({
  kind: text,
  id: z.nullable(text),
  data: personal(z.record(text, z.unknown())),
});
export type ExportedItem = DeepReadonly<z.output<typeof exportedItem>>;
