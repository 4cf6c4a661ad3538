import { addDays, addMinutes, type Instant } from "../kernel/time.ts";
import type { DomainEvent } from "../events/event.ts";
import type { EventOf } from "../events/all.ts";
import type { DataRequest, KeptThing } from "./model.ts";

/** Days for which the data of an export are kept. */
const exportDays = 7;

/**
 * Minutes between two passes of an erasure. A command that read an item before it was erased, and writes it back, has ended
 * before the next pass, which finds what it wrote; and mails about what the erasure ended have gone out.
 */
const settleMinutes = 5;

/** A request that has read nothing yet. */
export const newDataRequest = (
  asked: Pick<DataRequest, "id" | "kind" | "email" | "subject" | "requestedBy" | "correlationId">,
  now: Instant,
): DataRequest => ({
  ...asked,
  ...{ version: 0, revision: 1, status: "running", requestedAt: now, finishedAt: null },
  expiresAt: asked.kind === "export" ? addDays(now, exportDays) : null,
  ...{ pass: 1, passFrom: now, cursor: null, found: 0, failed: 0, names: [], counts: {}, kept: [] },
});

/** What was done of one page of the table. */
export interface PageResult {
  readonly found: number;
  readonly failed: number;
  readonly names: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly kept: readonly KeptThing[];
}

/** The request after a page; `cursor` is where the next page begins, null at the end of the table. */
export function afterPage(
  before: DataRequest,
  { found, failed, names, counts, kept }: PageResult,
  cursor: DataRequest["cursor"],
  now: Instant,
): { readonly after: DataRequest; readonly event: DomainEvent | null } {
  const read: DataRequest = {
    ...before,
    revision: before.revision + 1,
    cursor,
    found: before.found + found,
    failed: before.failed + failed,
    names: [...new Set([...before.names, ...names])],
    counts: Object.entries(counts).reduce(
      (sums, [kind, more]) => ({ ...sums, [kind]: (sums[kind] ?? 0) + more }),
      before.counts as Readonly<Record<string, number>>,
    ),
    kept: [...before.kept, ...kept],
  };
  if (cursor !== null) return { after: read, event: null };
  return isLast(read) ? finished(read, now) : { after: nextPass(read, now), event: null };
}

/**
 * The first pass of an erasure ends what goes on with the person and learns the names; the last found nothing. An export reads
 * the table again for the names that it learned, where there are any.
 */
const isLast = ({ kind, pass, found, failed, names }: DataRequest): boolean =>
  failed === 0 && (kind === "export" ? pass > 1 || names.length === 0 : pass > 1 && found === 0);

const nextPass = (read: DataRequest, now: Instant): DataRequest => ({
  ...read,
  ...{ pass: read.pass + 1, found: 0, failed: 0, kept: [] },
  // A pass of an export writes all of its data again; an erasure adds up what each pass did.
  ...(read.kind === "export" && { counts: {} }),
  ...((read.kind === "erasure" || read.failed > 0) && { passFrom: addMinutes(now, settleMinutes) }),
});

function finished(read: DataRequest, now: Instant) {
  const after: DataRequest = { ...read, version: 1, status: "done", email: null, names: [], finishedAt: now };
  const { id: aggregate, subject, counts } = after;
  const type = after.kind === "export" ? "ExportMade" : "ErasureDone";
  const event: EventOf<"ExportMade" | "ErasureDone"> = {
    ...{ type, aggregate, sequence: 1, sandbox: false, data: { subject, counts } },
  };
  return { after, event };
}
