import type { Stop } from "../../crypto/stops.ts";
import type { Customer, Recovery, Administrator } from "../model.ts";
import { stoppableRecovery, stopRecovery as stop } from "../rules/recovery.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Instant } from "../../kernel/time.ts";
import { rightsUnchanged } from "../items/administered.ts";
import { customerWrites } from "../items/item.ts";
import { actingAdministrator, customerCause } from "../items/administrator-moment.ts";
import { done, type Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";

/**
 * State of a link that stops a recovery. `ended`: the recovery is over, or the reader is no longer an administrator.
 */
export type RecoveryStop =
  | { readonly state: "ended" }
  | {
      readonly state: "waiting" | "stopped";
      readonly customer: Customer;
      readonly administrator: Administrator;
      readonly recovery: Recovery;
    };

type Needs = Pick<Dependencies, "table" | "masterKey">;

/** What a genuine link would stop. Changes nothing. */
export async function readRecoveryStop(
  { table }: Pick<Needs, "table">,
  { subject, address, number }: Stop,
  now: Instant,
): Promise<RecoveryStop> {
  const acting = await actingAdministrator(table, { customerId: subject, address }).catch(asNobody);
  const recovery = acting?.customer.recovery;
  if (!acting || recovery?.number !== number) return { state: "ended" };
  if (recovery.status === "stopped") return { ...acting, recovery, state: "stopped" };
  return stoppableRecovery(acting.customer, number, now) === null
    ? { state: "ended" }
    : { ...acting, recovery, state: "waiting" };
}

/** Stops a recovery. Nothing happens if the link no longer works. */
export async function stopRecovery(
  { table, masterKey }: Needs,
  { subject, address, number }: Stop,
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<void> {
  const key = await masterKey();
  const load = (reads: Reads) => actingAdministrator(reads, { customerId: subject, address }).catch(asNobody);
  await execute(table, { now }, load, (acting) => {
    const steps = acting && stop(acting.customer, number, { by: acting.administrator, now });
    if (acting === null || steps === null) return done();
    const { administrator, rights } = acting;
    const { email } = administrator;
    const cause = customerCause({ now, correlationId, customerId: subject, address, email }, key);
    return done([...customerWrites(steps, cause), rightsUnchanged(rights)]);
  });
}

function asNobody(error: unknown): null {
  if (error instanceof Refusal && error.kind === "not-found") return null;
  throw error;
}
