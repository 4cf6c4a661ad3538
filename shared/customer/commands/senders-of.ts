import { customersIn } from "../rules/administered.ts";
import type { Administered } from "../model.ts";
import type { Invitation } from "../../invitation/model.ts";
import type { Sandbox } from "../../partner/rules/sandbox.ts";
import { sendersPlace } from "../items/senders.ts";

/**
 * Whose senders settings apply to a request: those of the customer whose permissions it asks for, otherwise those of
 * every customer of the address in the same sandbox.
 */
export const sendersPlan = (
  { customerId }: Pick<Invitation, "customerId">,
  rights: Pick<Administered, "customers" | "sandboxes">,
  sandbox: Sandbox,
) => (customerId === null ? customersIn(rights, sandbox) : [customerId]).map(sendersPlace);
