import { addressPseudonym, personPseudonym } from "../crypto/pseudonyms.ts";
import { rightsPlace } from "../customer/items/administered.ts";
import { customerPlace } from "../customer/items/item.ts";
import type { Cause } from "../events/envelope.ts";
import { isId } from "../kernel/ids.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { IdempotencyClaim } from "../table/idempotency.ts";
import { present } from "../table/places.ts";
import { claimed } from "../transaction/claim.ts";
import type { Decision, Reads } from "../transaction/commit.ts";
import type { Dependencies } from "../transaction/dependencies.ts";
import { execute } from "../transaction/execute.ts";
import { dataRequestPlace, newDataRequestWrites } from "./item.ts";
import type { DataRequest, DataRequestKind } from "./model.ts";
import { newDataRequest } from "./pass-rules.ts";

/** Whose data an operator asks for, by the normalised address. */
export interface AskedData {
  readonly kind: DataRequestKind;
  readonly email: string;
  /** Whether an erasure may leave customers without an administrator. */
  readonly unattended: boolean;
}

/** A request, and whether this is the answer to an earlier, equal one. */
export interface DataRequestAnswer {
  readonly request: DataRequest;
  readonly replayed: boolean;
}

/** Stores what an operator asks for; a job works on it. Refuses an erasure that leaves customers alone, unless that is wanted. */
export async function askForData(
  { table, masterKey, newId }: Pick<Dependencies, "table" | "masterKey" | "newId">,
  { kind, email, unattended }: AskedData,
  cause: Cause,
  claim: IdempotencyClaim | null,
): Promise<DataRequestAnswer> {
  const key = await masterKey();
  const address = addressPseudonym(email, key);
  const subject = personPseudonym(email, "operator", key);
  const load = async (reads: Reads): Promise<readonly string[]> => {
    if (kind === "erasure" && !unattended) return aloneIn(reads, address);
    // The first read finds whether the request was answered before.
    await reads.read(null);
    return [];
  };
  const decide = (alone: readonly string[]): Decision<DataRequestAnswer> => {
    if (alone.length > 0) {
      const customers = `${alone.length} ${alone.length === 1 ? "customer" : "customers"}`;
      throw new Refusal(
        "customer-unattended",
        `The erasure leaves ${customers} without an administrator. To allow that, set unattended.`,
        { customers: alone },
      );
    }
    const { id: requestedBy } = cause.actor;
    const asked = { id: newId("job"), kind, email, subject, requestedBy, correlationId: cause.correlationId };
    const request = newDataRequest(asked, cause.now);
    return {
      answer: () => ({ request, replayed: false }),
      writes: newDataRequestWrites(request),
      record: { status: 202, aggregate: request.id, sequence: 0 },
    };
  };
  return execute(table, { now: cause.now, claim: claimed(claim) }, load, decide, async (record) => ({
    request: await table.read(present(dataRequestPlace(record.aggregate))),
    replayed: true,
  }));
}

/** Ids of the customers that an address administers alone. */
async function aloneIn(reads: Reads, address: string): Promise<string[]> {
  const { customers } = await reads.read(rightsPlace(address));
  const found = await reads.read(customers.map(customerPlace));
  return found.flatMap((one) => (one?.administrators.length === 1 ? [one.id] : []));
}

/** A request of one kind. Refuses ids that are unknown or malformed. */
export async function readDataRequest(
  { table }: { readonly table: Reads },
  id: string,
  kind: DataRequestKind,
): Promise<DataRequest> {
  const request = await table.read(isId("job", id) ? dataRequestPlace(id) : null);
  if (request?.kind !== kind) throw new Refusal("not-found", `There is no such ${kind}.`);
  return request;
}
