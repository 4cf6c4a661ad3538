import type { DomainEvent } from "../../events/event.ts";
import type { EventOf } from "../../events/all.ts";
import type { SenderMode, Senders } from "../model.ts";

/** A change of the senders settings. */
export type SendersChange =
  { readonly mode: SenderMode } | { readonly partnerId: string; readonly status: SenderStatus };

/** How a customer holds one partner: in no list, or in one of the two. */
export const senderStatuses = ["neither", "blocked", "listed"] as const;
export type SenderStatus = (typeof senderStatuses)[number];

/** The default: every partner may ask. */
export const noSenders = (customerId: string): Senders => ({
  customerId,
  version: 0,
  mode: "all",
  blocked: [],
  listed: [],
});

/** How the customer holds a partner. */
export const senderStatusOf = ({ blocked, listed }: Senders, partnerId: string): SenderStatus =>
  blocked.includes(partnerId) ? "blocked" : listed.includes(partnerId) ? "listed" : "neither";

/** Whether a partner may ask the customer for something. */
export function maySend(senders: Senders, partnerId: string): boolean {
  const status = senderStatusOf(senders, partnerId);
  return status !== "blocked" && (senders.mode === "all" || status === "listed");
}

type By = EventOf<"SendersChanged">["data"]["by"];

/** Changes the settings; null if nothing changes. `sandbox`: the customer is test data. */
export function changeSenders(
  before: Senders,
  change: SendersChange,
  by: By,
  sandbox: boolean,
): { readonly after: Senders; readonly event: DomainEvent } | null {
  if ("mode" in change)
    return change.mode === before.mode ? null : changed({ ...before, mode: change.mode }, by, sandbox);
  const { partnerId, status } = change;
  if (senderStatusOf(before, partnerId) === status) return null;
  const put = (list: readonly string[], isIn: boolean): string[] => [
    ...list.filter((id) => id !== partnerId),
    ...(isIn ? [partnerId] : []),
  ];
  return changed(
    {
      ...before,
      blocked: put(before.blocked, status === "blocked"),
      listed: put(before.listed, status === "listed"),
    },
    by,
    sandbox,
  );
}

function changed(
  said: Senders,
  by: By,
  sandbox: boolean,
): { readonly after: Senders; readonly event: EventOf<"SendersChanged"> } {
  const after = { ...said, version: said.version + 1 };
  const { customerId, version, mode, blocked, listed } = after;
  const aggregate = `${customerId}/senders`;
  const data = { senders: { mode, blocked, listed }, by };
  return { after, event: { type: "SendersChanged", aggregate, sequence: version, sandbox, data } };
}
