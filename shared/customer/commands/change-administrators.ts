import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import { normaliseAddress } from "../../kernel/address.ts";
import { withCustomer, withoutCustomer } from "../rules/administered.ts";
import {
  addAdministrator as add,
  confirmAdministrator as confirm,
  entryOfLink,
  fieldRefusal,
  removeAdministrator as remove,
} from "../rules/administrators.ts";
import type { Customer } from "../model.ts";
import { afterSteps } from "../../kernel/steps.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Policy } from "../../policy/policy.ts";
import { administeredWrite, rightsPlace, rightsUnchanged } from "../items/administered.ts";
import { addressPlace, isReachable, reachableCheck } from "../../delivery/address-item.ts";
import { customerPlace, customerWrites } from "../items/item.ts";
import { actingAdministrator, customerCause, type AdministratorMoment } from "./administrator-moment.ts";
import { cancelRestorationsTo } from "../../relationship/commands/cancel-restorations.ts";
import { done, type Reads } from "../../transaction/commit.ts";
import { closing } from "../../partner/commands/counted-quotas.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import { unreachableAddress } from "../../delivery/commands/mailable.ts";
import { recipientOf } from "../../delivery/commands/recipient.ts";
import { sandboxRecipientWrites } from "../../delivery/commands/sandbox-recipient.ts";

type Needs = Pick<Dependencies, "table" | "masterKey"> & { readonly policy: Pick<Policy, "administrators"> };

/** Adds an address, which is mailed a link to confirm. Refuses an address to which mail is stopped. */
export async function addAdministrator(
  { table, masterKey, policy }: Needs,
  { email, locale }: { readonly email: string; readonly locale: string | null },
  moment: AdministratorMoment,
): Promise<void> {
  const normal = normaliseAddress(email);
  if (normal === null) throw fieldRefusal({ message: "Enter a mail address.", code: "address-invalid" });
  const key = await masterKey();
  const id = addressPseudonym(normal, key);
  const load = (reads: Reads) => actingAdministrator(reads, moment);
  await execute(table, moment, load, async ({ customer, administrator, rights }) => {
    const steps = add(
      customer,
      { id, email: normal, locale },
      { by: administrator, now: moment.now },
      policy.administrators,
    );
    const { suppressions } = await table.read(addressPlace(id));
    if (suppressions.length > 0) {
      throw fieldRefusal({ message: "No mail can be sent to this address.", code: "address-suppressed" });
    }
    const inSandbox = await sandboxRecipientWrites(table, customer.sandbox, recipientOf(normal, key), "/email");
    const writes = [...customerWrites(steps, customerCause(moment, key)), rightsUnchanged(rights), ...inSandbox];
    return done(writes);
  });
}

/** Removes an administrator. From this write on the address has no session, link or open request of the customer. */
export async function removeAdministrator(
  { table, masterKey }: Pick<Needs, "table" | "masterKey">,
  id: string,
  moment: AdministratorMoment,
): Promise<void> {
  const key = await masterKey();
  const load = (reads: Reads) => actingAdministrator(reads, moment);
  await execute(table, moment, load, async ({ customer, administrator, rights }) => {
    const steps = remove(customer, id, { by: administrator, now: moment.now });
    const cause = customerCause(moment, key);
    const isLeaving = id === moment.address;
    const wasAdministrator = customer.administrators.some((known) => known.id === id);
    const removed = isLeaving ? rights : await table.read(rightsPlace(id));
    const { writes, partners } = wasAdministrator
      ? await cancelRestorationsTo(table, customer.id, id, cause)
      : { writes: [], partners: [] };
    const all = [
      ...customerWrites(steps, cause),
      ...(wasAdministrator ? [administeredWrite(removed, withoutCustomer(removed, customer.id))] : []),
      ...(isLeaving ? [] : [rightsUnchanged(rights)]),
      ...writes,
    ];
    return { ...done(all), counting: closing(partners) };
  });
}

/** What a confirmation link says. */
export interface Confirmation {
  readonly customerId: string;
  /** Pseudonym of the address. */
  readonly address: string;
  readonly number: number;
}

/** What a confirmation link would do now, and for whom. */
export interface ShownConfirmation {
  readonly customer: Customer;
  readonly email: string;
  /** Whether mail to the address can arrive; without, it cannot confirm. */
  readonly isReachable: boolean;
}

/** What a confirmation link would do now; null for one that does nothing any more. Changes nothing. One read request. */
export async function readConfirmation(
  { table }: Pick<Dependencies, "table">,
  { customerId, address, number }: Confirmation,
  now: Instant,
): Promise<ShownConfirmation | null> {
  const { customer, known } = await table.read({ customer: customerPlace(customerId), known: addressPlace(address) });
  const entry = customer && entryOfLink(customer, { id: address, number }, now);
  return customer && entry ? { customer, email: entry.email, isReachable: isReachable(known) } : null;
}

/**
 * Confirms an added address. False if the link no longer works. Refuses an address that does not receive mail: it would
 * get no notices and no sign-in link.
 */
export async function confirmAdministrator(
  { table, masterKey, policy }: Needs,
  confirmation: Confirmation,
  {
    now,
    correlationId,
    locale,
  }: { readonly now: Instant; readonly correlationId: string; readonly locale: string | null },
): Promise<boolean> {
  const { customerId, address } = confirmation;
  const key = await masterKey();
  const load = (reads: Reads) =>
    reads.read({ customer: customerPlace(customerId), rights: rightsPlace(address), known: addressPlace(address) });
  return execute(table, { now }, load, ({ customer, rights, known }) => {
    const steps = customer && confirm(customer, { id: address, ...confirmation, locale }, now, policy.administrators);
    if (!customer || !steps) return { answer: () => false, writes: [] };
    if (!isReachable(known)) throw unreachableAddress("/email");
    const { email } = afterSteps(customer, steps).administrators.find(({ id }) => id === address)!;
    const after = withCustomer(rights, { customerId, email, locale, sandbox: customer.sandbox, isFounder: false });
    const writes = [
      ...customerWrites(steps, customerCause({ now, correlationId, customerId, address, email }, key)),
      administeredWrite(rights, after),
      reachableCheck(address),
    ];
    return { answer: () => true, writes };
  });
}
