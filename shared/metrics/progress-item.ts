import * as z from "zod/mini";
import type { Advance } from "./rules/funnel.ts";
import type { Progress } from "./rules/progress.ts";
import { instant } from "../schema/primitives.ts";
import { aggregatePartition, type Key } from "../table/keys.ts";
import { place } from "../table/places.ts";
import { isAtVersion, type Write } from "../table/writes.ts";

/** Where an invitation's progress lies. */
export const progressKey = (invitationId: string): Key => ({ PK: aggregatePartition(invitationId), SK: "PROGRESS" });

/** What is stored of an invitation's progress, and how often that was written. */
export interface StoredProgress {
  readonly version: number;
  readonly progress: Progress;
}

const progressSchema: z.ZodMiniType<Progress> = z.object({
  invitationId: z.string(),
  partnerId: z.string(),
  sentAt: instant,
  delivered: z.boolean(),
  bounced: z.boolean(),
  opened: z.boolean(),
  status: z.enum(["pending", "accepted", "declined", "cancelled", "expired"]),
  decidedAt: z.nullable(instant),
  sequence: z.number(),
});
const versionSchema = z.object({ version: z.number() });

/** Reads a stored progress; throws if the item is not one. */
export const parseProgress = (item: unknown): StoredProgress => ({
  version: versionSchema.parse(item).version,
  progress: progressSchema.parse(item),
});

/** How far an invitation came, as it was counted. */
export const progressPlace = (invitationId: string) => place(progressKey(invitationId), parseProgress);

/** The write of a step; held to what was read, so that no step is counted from a stale start. */
export const progressWrite = ({ after }: Advance, version: number | null): Write => ({
  kind: "put",
  item: { ...progressKey(after.invitationId), entity: "progress", schema: 1, ...after, version: (version ?? 0) + 1 },
  condition: isAtVersion(version),
});
