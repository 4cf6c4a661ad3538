import { normaliseAddress } from "../../kernel/address.ts";
import { emailRefusal } from "../rules/administrators.ts";
import { changeByOperator, type OperatorsChange } from "../rules/changes.ts";
import type { CustomerReading } from "../answers.ts";
import { readCustomerOf, type Customer, type Recovery } from "../model.ts";
import { afterSteps } from "../../kernel/steps.ts";
import { isId } from "../../kernel/ids.ts";
import { requestRecovery } from "../rules/recovery.ts";
import { notFound } from "../../kernel/refusal.ts";
import { dataOf, type Cause } from "../../events/envelope.ts";
import { addressPlace, isReachable } from "../../delivery/address-item.ts";
import { customerPlace, customerWrites } from "../items/item.ts";
import { readEvents } from "../../events/stored-events.ts";
import type { IdempotencyClaim, IdempotencyRecord } from "../../table/idempotency.ts";
import type { Decision, Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import { assertAtVersion, type ExpectedVersions } from "../../transaction/expected-version.ts";
import { claimed } from "../../transaction/claim.ts";
import { recipientOf, sandboxRecipientWrites } from "../../delivery/commands/recipient.ts";

/** One customer as the operator sees it. Refuses ids that are unknown or malformed. */
export async function readCustomer({ table }: { readonly table: Reads }, id: string): Promise<Customer> {
  const customer = await table.read(isId("customer", id) ? customerPlace(id) : null);
  if (customer === null) throw notFound("customer");
  return customer;
}

/** Changes the vendor's account or the verification. Repeating it changes nothing. */
export async function editCustomer(
  { table }: Pick<Dependencies, "table">,
  id: string,
  change: OperatorsChange,
  expected: ExpectedVersions,
  cause: Cause,
): Promise<Customer> {
  const load = async (reads: Reads): Promise<Customer> => {
    const customer = await readCustomer({ table: reads }, id);
    assertAtVersion(customer, expected);
    return customer;
  };
  return execute(table, cause, load, (customer) => {
    const steps = changeByOperator(customer, change, cause.now);
    const writes = steps.length > 0 ? customerWrites(steps, cause) : [];
    return { answer: () => afterSteps(customer, steps), writes };
  });
}

/** The operator's request for a recovery. */
export interface RecoveryInput {
  readonly email: string;
  readonly reason: string;
  readonly force: boolean;
}

/** A customer and the recovery that was asked for, and whether this is the answer to an earlier, equal request. */
export interface RecoveryAnswer {
  readonly reading: CustomerReading;
  readonly recovery: Recovery;
  readonly replayed: boolean;
}

/** The operator asks to make an address an administrator. Refuses an address to which no mail can be sent. */
export async function recoverCustomer(
  { table, masterKey, policy }: Pick<Dependencies, "table" | "masterKey" | "policy">,
  id: string,
  { email, reason, force }: RecoveryInput,
  cause: Cause,
  claim: IdempotencyClaim | null,
  expected: ExpectedVersions = "any",
): Promise<RecoveryAnswer> {
  if (!isId("customer", id)) throw notFound("customer");
  const normal = normaliseAddress(email);
  if (normal === null) throw emailRefusal("address-invalid", "This is not a mail address.");
  const recipient = recipientOf(normal, await masterKey());
  const { address } = recipient;
  const load = async (reads: Reads) => {
    const { customer, known } = await reads.read({ customer: customerPlace(id), known: addressPlace(address) });
    if (customer === null) throw notFound("customer");
    assertAtVersion(customer, expected);
    return { customer, known };
  };
  const again = (record: IdempotencyRecord) => recoveryAnswerAgain({ table }, record);
  const decide = async ({ customer, known }: Awaited<ReturnType<typeof load>>): Promise<Decision<RecoveryAnswer>> => {
    if (!isReachable(known)) throw emailRefusal("address-suppressed", suppressed);
    const inSandbox = await sandboxRecipientWrites(table, customer.sandbox, recipient, "/email");
    const request = { id: address, email: normal, reason, force };
    const steps = requestRecovery(customer, request, cause.now, policy.administrators);
    const after = afterSteps(customer, steps);
    return {
      answer: () => ({ reading: readCustomerOf(after), recovery: after.recovery!, replayed: false }),
      writes: [...customerWrites(steps, cause), ...inSandbox],
      record: { status: 202, aggregate: id, sequence: after.version },
    };
  };
  return execute(table, { now: cause.now, claim: claimed(claim) }, load, decide, again);
}

const suppressed = "Mail to this address bounced, so none is sent. Use another one, or lift the suppression first.";

/** Rebuilds the first answer from its events: the request and, if forced, the entry. */
async function recoveryAnswerAgain(
  { table }: Pick<Dependencies, "table">,
  { aggregate, sequence }: IdempotencyRecord,
): Promise<RecoveryAnswer> {
  const events = await readEvents(table, aggregate, sequence);
  const requested = events.find(({ type }) => type === "CustomerRecoveryRequested");
  const { administrator, reason, force, number, dueAt } = dataOf(requested, "CustomerRecoveryRequested");
  return {
    reading: dataOf(events.at(-1), "CustomerRecoveryRequested", "AdministratorAdded").customer,
    recovery: {
      ...administrator,
      reason,
      force,
      number,
      dueAt,
      requestedAt: requested!.metadata.occurredAt,
      status: force ? "confirming" : "waiting",
    },
    replayed: true,
  };
}
