import type { DomainEvent } from "../../events/event.ts";
import type { EventOf } from "../../events/all.ts";
import type { SenderMode, Senders } from "../model.ts";

/** A change of the senders settings: the mode, with partners that go on the list, or the status of one partner. */
export type SendersChange =
  | { readonly mode: SenderMode; readonly listed?: readonly string[] }
  | { readonly partnerId: string; readonly status: SenderStatus };

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

/** The status that lets a partner ask for something, in the present mode. */
export const allowing = ({ mode }: Senders): SenderStatus => (mode === "listed" ? "listed" : "neither");

type By = EventOf<"SendersChanged">["data"]["by"];

/** Changes the settings; null if nothing changes. `sandbox`: the customer is test data. */
export function changeSenders(
  before: Senders,
  change: SendersChange,
  by: By,
  sandbox: boolean,
): { readonly after: Senders; readonly event: DomainEvent } | null {
  if ("mode" in change) {
    const { mode, listed = [] } = change;
    const added = listed.filter((id) => senderStatusOf(before, id) === "neither");
    const after = { ...before, mode, listed: [...before.listed, ...new Set(added)] };
    return mode === before.mode && added.length === 0 ? null : changed(after, by, sandbox);
  }
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
