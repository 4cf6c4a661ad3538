import type { Cause } from "../events/envelope.ts";
import { cancelErased } from "../invitation/commands/cancel-erased.ts";
import { parseInvitation } from "../invitation/items/item.ts";
import { dropErased } from "../customer/commands/change-administrators.ts";
import { parseCustomer } from "../customer/items/item.ts";
import { addDays, type Instant } from "../kernel/time.ts";
import { errorFields, log } from "../runtime/log.ts";
import { alarmLines } from "../names.ts";
import { keyOf } from "../table/keys.ts";
import type { Scan } from "../table/scan.ts";
import { Superseded } from "../table/superseded.ts";
import type { RawItem } from "../table/table.ts";
import { commit, done } from "../transaction/commit.ts";
import type { Dependencies } from "../transaction/dependencies.ts";
import { eraseItem } from "./erase.ts";
import { dataRequestPlace, dataRequestWrites, keepExported } from "./item.ts";
import type { DataRequest, KeptThing } from "./model.ts";
import { entityOf, exportedOf, namesIn, storedPerson, type StoredPerson } from "./persons-data.ts";
import { afterPage, type PageResult } from "./pass-rules.ts";

/** What working on a request needs. */
export type WorkNeeds = Pick<Dependencies, "table" | "masterKey"> & {
  readonly scan: Scan;
  /** Years for which receipts are kept. */
  readonly receiptYears: number;
};

/** Days after which a request should have been done. */
const lateDays = 1;

/** How far a request has come: its next pass is later, it is done, or another run works on it. */
export type WorkOutcome = "worked" | "waits" | "done" | "elsewhere";

/** How far it has come, and how many items of the page failed. */
export interface Work {
  readonly outcome: WorkOutcome;
  readonly failed: number;
}

/**
 * Reads one page of the table for a request, does what is to be done there, and stores how far it has come. A page can be
 * worked on again at any time: by the next run, or by two at once.
 */
export async function workOnRequest(needs: WorkNeeds, id: string, now: Instant): Promise<Work> {
  const { table, masterKey, scan } = needs;
  const request = await table.read(dataRequestPlace(id));
  if (request === null || request.status === "done" || request.email === null) return ended("done");
  if (request.passFrom > now) return ended("waits");
  if (request.cursor === null && addDays(request.requestedAt, lateDays) < now) {
    log("error", alarmLines.dataRequestStuck, { id, pass: request.pass, correlationId: request.correlationId });
  }
  const person = storedPerson(request.email, request.names, await masterKey());
  const { items, next } = await scan(request.cursor);
  const results: PageResult[] = [];
  for (const item of items) results.push(await readItem(needs, { item, person, request, now }));
  const result = together(results);
  const step = afterPage(request, result, next, now);
  try {
    await commit(table, done(dataRequestWrites(request, step, causeOf(request, now))), { now });
  } catch (error) {
    if (error instanceof Superseded) return ended("elsewhere");
    throw error;
  }
  return { outcome: step.after.status === "done" ? "done" : "worked", failed: result.failed };
}

const ended = (outcome: WorkOutcome): Work => ({ outcome, failed: 0 });

const causeOf = ({ requestedBy, correlationId }: DataRequest, now: Instant): Cause => ({
  ...{ partnerId: "", actor: { kind: "operator", id: requestedBy }, now, correlationId, causationId: null },
});

interface Reading {
  readonly item: RawItem;
  readonly person: StoredPerson;
  readonly request: DataRequest;
  readonly now: Instant;
}

/** One item that cannot be read does not stop the others, and the request is not done before it can be. */
async function readItem(needs: WorkNeeds, reading: Reading): Promise<PageResult> {
  const { item, person, request, now } = reading;
  try {
    const names = namesIn(item, person.email);
    if (request.kind === "export") {
      const exported = exportedOf(item, person);
      for (const one of exported) await keepExported(needs.table, request, keyOf(item), one);
      return resultOf(item, { names, isFound: exported.length > 0 });
    }
    if (await isEnded(needs, reading)) return resultOf(item, { names, isFound: true });
    // The first pass only learns the names: one that breaks off has lost none of them.
    if (request.pass === 1) return resultOf(item, { names, isFound: false });
    const { isFound, kept } = await eraseItem({ ...needs, person, request, now }, item);
    return resultOf(item, { names, isFound, kept });
  } catch (error) {
    log("error", "item of a data request failed", {
      ...{ id: request.id, entity: entityOf(item), correlationId: request.correlationId },
      ...errorFields(error),
    });
    return { ...none, failed: 1 };
  }
}

/** Ends what goes on with a person whose data are erased: an invitation to it, and that it speaks for a customer. */
async function isEnded(needs: WorkNeeds, { item, person, request, now }: Reading): Promise<boolean> {
  const cause = causeOf(request, now);
  if (entityOf(item) === "invitation") {
    const { id, status, terms } = parseInvitation(item);
    if (!["draft", "pending"].includes(status) || terms.customer.email !== person.email) return false;
    await cancelErased(needs, id, person.email, cause);
    return true;
  }
  if (entityOf(item) !== "customer") return false;
  const { id, administrators, waiting, recovery } = parseCustomer(item);
  const isOfPerson = [...administrators, ...waiting].some((one) => one.id === person.address);
  if (!isOfPerson && !(recovery?.id === person.address && recovery.status === "waiting")) return false;
  await dropErased(needs, id, person.address, cause);
  return true;
}

const none: PageResult = { found: 0, failed: 0, names: [], counts: {}, kept: [] };

const resultOf = (
  item: RawItem,
  {
    names,
    isFound,
    kept = [],
  }: { readonly names: readonly string[]; readonly isFound: boolean; readonly kept?: readonly KeptThing[] },
): PageResult => ({ ...none, found: isFound ? 1 : 0, names, counts: isFound ? { [entityOf(item)]: 1 } : {}, kept });

const together = (results: readonly PageResult[]): PageResult =>
  results.reduce(
    (sum, one) => ({
      found: sum.found + one.found,
      failed: sum.failed + one.failed,
      names: [...sum.names, ...one.names],
      counts: Object.entries(one.counts).reduce(
        (all, [kind, more]) => ({ ...all, [kind]: (all[kind] ?? 0) + more }),
        sum.counts,
      ),
      kept: [...sum.kept, ...one.kept],
    }),
    none,
  );
