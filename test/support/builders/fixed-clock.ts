import type { Instant } from "../../../shared/kernel/time.ts";

/** The present instant of the tests. */
export const now: Instant = "2026-11-22T10:00:00.000Z";

/** A duration; its members are added up. */
export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly ms?: number;
}

/** The instant that long after `from`, or before it if the span is negative. */
export const later = ({ days = 0, hours = 0, minutes = 0, ms = 0 }: Span, from: Instant = now): Instant =>
  new Date(Date.parse(from) + ((days * 24 + hours) * 60 + minutes) * 60_000 + ms).toISOString();

/** A clock that stands still. */
export const clockAt =
  (instant: Instant = now) =>
  (): Instant =>
    instant;
