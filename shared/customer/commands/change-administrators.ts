import { normaliseAddress } from "../../kernel/address.ts";
import { withCustomer, withoutCustomer } from "../rules/administered.ts";
import {
  addAdministrator as add,
  confirmAdministrator as confirm,
  dropAdministrator,
  emailRefusal,
  entryOfLink,
  removeAdministrator as remove,
} from "../rules/administrators.ts";
import { withoutErased } from "../rules/recovery.ts";
import type { Administered, Customer, CustomerStep } from "../model.ts";
import { afterSteps } from "../../kernel/steps.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Policy } from "../../policy/policy.ts";
import type { Cause } from "../../events/envelope.ts";
import { administeredWrite, rightsPlace } from "../items/administered.ts";
import { addressPlace, isReachable, reachableCheck, unreachableCheck } from "../../delivery/address-item.ts";
import { customerPlace, customerWrites } from "../items/item.ts";
import { customerCause, type AdministratorMoment } from "../items/administrator-moment.ts";
import { changeOwnCustomer } from "./change-own-customer.ts";
import { cancelRestorationsTo } from "../../relationship/commands/cancel-restorations.ts";
import { done, type Reads } from "../../transaction/commit.ts";
import { closing } from "../../partner/commands/counted-quotas.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import { unreachableAddress, recipientOf, sandboxRecipientWrites } from "../../delivery/commands/recipient.ts";
import type { Table } from "../../table/table.ts";

type Needs = Pick<Dependencies, "table" | "masterKey"> & { readonly policy: Pick<Policy, "administrators"> };

/** Adds an address, which is mailed a link to confirm. Refuses an address to which mail is stopped. */
export async function addAdministrator(
  dependencies: Needs,
  { email, locale }: { readonly email: string; readonly locale: string | null },
  moment: AdministratorMoment,
): Promise<void> {
  const { table, masterKey, policy } = dependencies;
  const normal = normaliseAddress(email);
  if (normal === null) throw emailRefusal("address-invalid", "Enter a mail address.");
  const recipient = recipientOf(normal, await masterKey());
  const entry = { id: recipient.address, email: normal, locale };
  await changeOwnCustomer(dependencies, moment, async ({ customer, administrator }, cause) => {
    const steps = add(customer, entry, { by: administrator, now: moment.now }, policy.administrators);
    const { suppressions } = await table.read(addressPlace(entry.id));
    if (suppressions.length > 0) throw emailRefusal("address-suppressed", "No mail can be sent to this address.");
    const inSandbox = await sandboxRecipientWrites(table, customer.sandbox, recipient, "/email");
    return { writes: [...customerWrites(steps, cause), ...inSandbox] };
  });
}

/** Removes an administrator. From this write on the address has no session, link or open request of the customer. */
export const removeAdministrator = (
  dependencies: Pick<Needs, "table" | "masterKey">,
  id: string,
  moment: AdministratorMoment,
): Promise<void> =>
  changeOwnCustomer(dependencies, moment, async ({ customer, administrator, rights }, cause) => {
    const { table } = dependencies;
    const steps = remove(customer, id, { by: administrator, now: moment.now });
    if (!customer.administrators.some((known) => known.id === id)) return { writes: customerWrites(steps, cause) };
    const removed = id === moment.address ? rights : await table.read(rightsPlace(id));
    return removalWrites(table, steps, removed, cause);
  });

async function removalWrites(table: Table, steps: readonly CustomerStep[], rights: Administered, cause: Cause) {
  const customerId = steps[0]!.before.id;
  const { writes, partners } = await cancelRestorationsTo(table, customerId, rights.address, cause);
  const ended = administeredWrite(rights, withoutCustomer(rights, customerId));
  return { writes: [...customerWrites(steps, cause), ended, ...writes], closed: partners };
}

/**
 * Removes an address that no longer receives mail from each of its customers, in one transaction per customer. It is
 * idempotent, and does nothing once the operator has lifted the suppression.
 */
export async function dropUnreachable(
  { table }: Pick<Dependencies, "table">,
  address: string,
  cause: Omit<Cause, "partnerId">,
): Promise<void> {
  const { rights } = await table.read({ rights: rightsPlace(address) });
  // One after another: all of them write the rights of the address.
  for (const customerId of rights.customers) {
    await execute(table, cause, loadAddress(customerId, address), async ({ customer, rights, known }) => {
      const isDropped = customer !== null && !isReachable(known) && rights.customers.includes(customerId);
      const steps = isDropped ? dropAdministrator(customer, address, "unreachable", cause.now) : [];
      if (steps.length === 0) return done();
      const { writes, closed } = await removalWrites(table, steps, rights, { ...cause, partnerId: "" });
      return { ...done([...writes, unreachableCheck(address)]), counting: closing(closed) };
    });
  }
}

/** Ends what an address whose data are erased has to do with a customer: as administrator, entry or recovery. It is idempotent. */
export const dropErased = (
  { table }: Pick<Dependencies, "table">,
  customerId: string,
  address: string,
  cause: Omit<Cause, "partnerId">,
): Promise<void> =>
  execute(table, cause, loadAddress(customerId, address), async ({ customer, rights }) => {
    const steps = customer === null ? [] : withoutErased(customer, address, cause.now);
    const own = { ...cause, partnerId: "" };
    if (!rights.customers.includes(customerId)) return done(customerWrites(steps, own));
    const { writes, closed } = await removalWrites(table, steps, rights, own);
    return { ...done(writes), counting: closing(closed) };
  });

/** What a confirmation link contains. */
export interface Confirmation {
  readonly customerId: string;
  /** Pseudonym of the address. */
  readonly address: string;
  readonly number: number;
}

/** What a confirmation link would do now. */
export interface ShownConfirmation {
  readonly customer: Customer;
  readonly email: string;
  /** Whether the address receives mail; otherwise it cannot confirm. */
  readonly isReachable: boolean;
}

/** What a confirmation link would do now; null if it no longer works. Changes nothing. */
export async function readConfirmation(
  { table }: Pick<Dependencies, "table">,
  { customerId, address, number }: Confirmation,
  now: Instant,
): Promise<ShownConfirmation | null> {
  const { customer, known } = await table.read({ customer: customerPlace(customerId), known: addressPlace(address) });
  const entry = customer && entryOfLink(customer, { id: address, number }, now);
  return customer && entry ? { customer, email: entry.email, isReachable: isReachable(known) } : null;
}

/** Confirms an added address. False if the link no longer works. Refuses an address that receives no mail or notices. */
export async function confirmAdministrator(
  { table, masterKey, policy }: Needs,
  confirmation: Confirmation,
  moment: Pick<AdministratorMoment, "now" | "correlationId"> & { readonly locale: string | null },
): Promise<boolean> {
  const { customerId, address } = confirmation;
  const { now, locale } = moment;
  const key = await masterKey();
  return execute(table, { now }, loadAddress(customerId, address), ({ customer, rights, known }) => {
    const steps = customer && confirm(customer, { id: address, ...confirmation, locale }, now, policy.administrators);
    if (!customer || !steps) return { answer: () => false, writes: [] };
    if (!isReachable(known)) throw unreachableAddress("/email");
    const { email } = afterSteps(customer, steps).administrators.find(({ id }) => id === address)!;
    const after = withCustomer(rights, { customerId, email, locale, sandbox: customer.sandbox, isFounder: false });
    const writes = [
      ...customerWrites(steps, customerCause({ ...moment, customerId, address, email }, key)),
      administeredWrite(rights, after),
      reachableCheck(address),
    ];
    return { answer: () => true, writes };
  });
}

const loadAddress = (customerId: string, address: string) => (reads: Reads) =>
  reads.read({ customer: customerPlace(customerId), rights: rightsPlace(address), known: addressPlace(address) });
