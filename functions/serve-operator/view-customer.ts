import { readCustomerOf, type Customer, type CustomerReading, type Recovery } from "../../shared/customer/model.ts";

/** A customer with its recovery, if one is under way or was stopped. */
export type CustomerView = ReturnType<typeof viewCustomer>;

/** A customer in a list. Whom its recovery is for and why is not told there. */
export type ListedCustomerView = ReturnType<typeof viewListedCustomer>;

/** Draws up a customer for the operator. Who its administrators are is not told. */
export const viewCustomer = (reading: CustomerReading, recovery: Recovery | null) => ({
  ...reading,
  recovery: recovery && { ...recoveryIn(recovery), email: recovery.email, reason: recovery.reason },
});

/** Draws up a customer for the operator's list. */
export const viewListedCustomer = (customer: Customer) => ({
  ...readCustomerOf(customer),
  recovery: customer.recovery && recoveryIn(customer.recovery),
});

const recoveryIn = ({ status, force, requestedAt, dueAt }: Recovery) => ({ status, force, requestedAt, dueAt });
