import type { Grant } from "../model.ts";
import { addDays, daysOf, type Instant } from "../../kernel/time.ts";

const extensionDays = 180;

/** Days before the end at which both sides are notified; on the last day the event of the end does it. */
const noticeDays: readonly number[] = [30, 7, 1];

/** A permission that is granted now. */
export const newGrant = (
  permission: string,
  { duration, autoExtend, purpose }: Pick<Grant, "duration" | "autoExtend" | "purpose">,
  now: Instant,
): Grant =>
  endingAt(addDays(now, daysOf(duration)), now, {
    permission,
    status: "active",
    startsAt: now,
    endsAt: now,
    autoExtend,
    duration,
    ...(purpose !== undefined && { purpose }),
    notices: [],
  });

/** When the first of the active grants ends; null if there is none. */
export const firstEndOf = ({
  grants,
}: {
  readonly grants: readonly Pick<Grant, "status" | "endsAt">[];
}): Instant | null =>
  grants
    .filter(({ status }) => status === "active")
    .map(({ endsAt }) => endsAt)
    .sort()[0] ?? null;

/** Whether an active grant's end has come. */
export const isOver = ({ status, endsAt }: Grant, now: Instant): boolean => status === "active" && endsAt <= now;

/** A grant whose end has come, extended past now: once, however many extensions were missed. */
export const extendedGrant = (grant: Grant, now: Instant): Grant =>
  endingAt(firstAfter(now, addDays(grant.endsAt, extensionDays)), now, grant);

/** A grant that has ended, and so is paused no longer. */
export const endedGrant = ({ pausedAt: _, ...grant }: Grant, status: "removed" | "expired"): Grant => ({
  ...grant,
  status,
});

/** A grant renewed from now for its full duration. */
export const renewedGrant = (grant: Grant, now: Instant): Grant =>
  endingAt(addDays(now, daysOf(grant.duration)), now, {
    ...grant,
    status: "active",
    startsAt: grant.status === "active" ? grant.startsAt : now,
  });

/** When a grant next asks for something; null when it never does. */
export function dueOf({ status, endsAt, notices }: Grant): Instant | null {
  if (status !== "active") return null;
  return notices.length === 0 ? endsAt : addDays(endsAt, -Math.max(...notices));
}

/** A grant whose end was just announced, which includes missed notices. */
export const noticedGrant = (grant: Grant, now: Instant): Grant => ({ ...grant, notices: noticesLeft(grant, now) });

/** Only future notices are kept: a short grant has fewer. */
const endingAt = (endsAt: Instant, now: Instant, grant: Grant): Grant => ({
  ...grant,
  endsAt,
  notices: noticesLeft({ endsAt, notices: noticeDays }, now),
});

const noticesLeft = ({ endsAt, notices }: Pick<Grant, "endsAt" | "notices">, now: Instant): number[] =>
  notices.filter((days) => addDays(endsAt, -days) > now);

const firstAfter = (now: Instant, end: Instant): Instant =>
  end > now ? end : firstAfter(now, addDays(end, extensionDays));
