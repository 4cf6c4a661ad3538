import { setTimeout as wait } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { monotonicFactory } from "ulid";
import { idPrefixes, type IdKind } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { openTable, type Table } from "../table/table.ts";
import { answerWithin } from "./answer-within.ts";

/** The moment it is. Handlers are given it; nothing below them looks at a clock. */
export type Clock = () => Instant;

/** The machine's clock. */
export const systemClock: Clock = () => new Date().toISOString();

/**
 * Makes new ids: a prefix that names the kind, and a ULID, so that newer ids sort later. An id has the time at which it is
 * made, also after the clock was set back: lists by time look for it there.
 */
export function idMaker(clock: Clock): (kind: Exclude<IdKind, "address">) => string {
  let ulid = monotonicFactory();
  let last = 0;
  return (kind) => {
    const at = Date.parse(clock());
    // A monotonic factory goes on from the latest time that it has seen.
    if (at < last) ulid = monotonicFactory();
    last = at;
    return idPrefixes[kind] + ulid(at);
  };
}

/** The table of this deployment. */
export const connectTable = (name: string): Table =>
  openTable({ client: new DynamoDBClient({ requestHandler: answerWithin() }), name, pause: jittered });

/** Waits a random time up to this number of milliseconds, so that conflicting requests do not meet again. */
export const jittered = (ms: number): Promise<void> => wait(Math.random() * ms);
