import type { Cause } from "../../events/envelope.ts";
import { isOf, type Write } from "../../table/writes.ts";
import { closing } from "../../partner/commands/counted-quotas.ts";
import { done, type Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import { rightsUnchanged } from "../items/administered.ts";
import { customerWrites } from "../items/item.ts";
import { customerKeys } from "../items/keys.ts";
import { renameCustomer as rename } from "../rules/changes.ts";
import {
  actingAdministrator,
  customerCause,
  type ActingAdministrator,
  type AdministratorMoment,
} from "../items/administrator-moment.ts";

/** What a command of an administrator writes; nothing if nothing changes. */
interface OwnChange {
  readonly writes: readonly Write[];
  /** Partners whose invitations are closed, once for each invitation. */
  readonly closed?: readonly string[];
}

/** The frame of every command of an administrator on its customer. The write fails if it has been removed. */
export async function changeOwnCustomer(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  moment: AdministratorMoment,
  decide: (acting: ActingAdministrator, cause: Cause) => OwnChange | Promise<OwnChange>,
): Promise<void> {
  const cause = customerCause(moment, await masterKey());
  const load = (reads: Reads) => actingAdministrator(reads, moment);
  await execute(table, moment, load, async (acting) => {
    const { writes, closed = [] } = await decide(acting, cause);
    // A transaction names an item once: a write of the rights is conditional already.
    const isHeld = writes.some((write) => isOf(write, customerKeys.administered(moment.address)));
    const all = isHeld || writes.length === 0 ? writes : [...writes, rightsUnchanged(acting.rights)];
    return { ...done(all), counting: closing(closed) };
  });
}

/** Renames the customer, which withdraws its verification. */
export const renameCustomer = (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  name: string,
  moment: AdministratorMoment,
): Promise<void> =>
  changeOwnCustomer(dependencies, moment, ({ customer, administrator }, cause) => ({
    writes: customerWrites(rename(customer, name, { by: administrator, now: moment.now }), cause),
  }));
