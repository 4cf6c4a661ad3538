import * as z from "zod/mini";
import type { Advance } from "./rules/funnel.ts";
import { progress, type Progress } from "./model.ts";
import { version } from "../schema/values.ts";
import { aggregatePartition, type Key } from "../table/keys.ts";
import { place } from "../table/places.ts";
import { isAtVersion, put, type Write } from "../table/writes.ts";

/** Where an invitation's progress lies. */
export const progressKey = (invitationId: string): Key => ({ PK: aggregatePartition(invitationId), SK: "PROGRESS" });

const stored = z.object({ version });

/** Reads an invitation's progress, and how often it was written; throws if the item is not one. */
export const parseProgress = (item: unknown): { readonly version: number; readonly progress: Progress } => ({
  ...stored.parse(item),
  progress: progress.parse(item),
});

/** How far an invitation came, as it was counted. */
export const progressPlace = (invitationId: string) => place(progressKey(invitationId), parseProgress);

/** The write of a step; held to what was read, so that no step is counted from a stale start. */
export const progressWrite = ({ after }: Advance, version: number | null): Write =>
  put(progressKey(after.invitationId), "progress", { ...after, version: (version ?? 0) + 1 }, isAtVersion(version));
