import { customersIn } from "../rules/administered.ts";
import type { Administered } from "../model.ts";
import type { Invitation } from "../../invitation/model.ts";
import type { Sandbox } from "../../partner/rules/sandbox.ts";
import { sendersPlace } from "../items/senders.ts";

/**
 * Whose senders decide on a request: those of the customer whose permissions it asks for, else those of every customer that
 * the address speaks for (customers, rule 15). `sandbox`: that of the partner, which meets no customer of another.
 */
export const sendersPlan = (
  { customerId }: Pick<Invitation, "customerId">,
  rights: Pick<Administered, "customers" | "sandboxes">,
  sandbox: Sandbox,
) => (customerId === null ? customersIn(rights, sandbox) : [customerId]).map(sendersPlace);
