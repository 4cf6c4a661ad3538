import { domainOf } from "../../kernel/address.ts";
import type { Partner } from "../model.ts";
import { faultRefusal, type Refusal } from "../../kernel/refusal.ts";

/** Id of the sandbox partner; null for real data. */
export type Sandbox = string | null;

/** The sandbox of a partner. */
export const sandboxOf = ({ id, sandbox }: Pick<Partner, "id" | "sandbox">): Sandbox => (sandbox ? id : null);

/** The sandbox of a partner's data. */
export const sandboxOfPartners = ({
  partnerId,
  sandbox,
}: {
  readonly partnerId: string;
  readonly sandbox: boolean;
}): Sandbox => (sandbox ? partnerId : null);

const simulator = "simulator.amazonses.com";

/** Whether an address belongs to the mailbox simulator of SES, behind which there is nobody. */
export const isSimulator = (email: string): boolean => domainOf(email) === simulator;

/** Refuses addresses for notices of a sandbox partner that would have to confirm: they are no users'. */
export function assertNoticesInSandbox({
  sandbox,
  notificationsWaiting,
}: Pick<Partner, "sandbox" | "notificationsWaiting">): void {
  if (sandbox && notificationsWaiting.length > 0) throw sandboxAddress("/notifications");
}

/** Refuses an address to which nothing of a sandbox partner may go. */
export function sandboxAddress(pointer: string): Refusal {
  const message = `A sandbox partner writes only to its own users and to addresses at ${simulator}.`;
  return faultRefusal("validation", { pointer, code: "sandbox-address", message });
}
