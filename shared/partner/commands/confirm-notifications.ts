import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import type { Confirmation } from "../../crypto/confirmations.ts";
import type { MasterKey } from "../../crypto/master-key.ts";
import { confirmNotifications as confirm } from "../rules/changes.ts";
import type { Partner } from "../model.ts";
import type { Instant } from "../../kernel/time.ts";
import { changePartner } from "./change-partner.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** How far the confirmation of an address for a partner's notices is. `ended`: it no longer waits, or the link has ended. */
export type NotificationsState = "waiting" | "confirmed" | "ended";

/** The state of a genuine link and its address; null if the address is unknown. */
export function notificationsState(
  partner: Partner,
  { address, endsAt }: Confirmation,
  masterKey: MasterKey,
  now: Instant,
): { readonly state: NotificationsState; readonly address: string | null } {
  const isOwn = (known: string): boolean => addressPseudonym(known, masterKey) === address;
  const confirmed = partner.notifications.find(isOwn);
  if (confirmed !== undefined) return { state: "confirmed", address: confirmed };
  const waiting = partner.notificationsWaiting.find(isOwn) ?? null;
  return { state: waiting !== null && now < endsAt ? "waiting" : "ended", address: waiting };
}

/** Confirms an address for a partner's notices. Nothing changes if the link has ended. */
export async function confirmNotifications(
  { table }: Pick<Dependencies, "table">,
  confirmation: Confirmation,
  masterKey: MasterKey,
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<Partner> {
  const actor = { kind: "partner", id: `adr_${confirmation.address}` } as const;
  const cause = { actor, now, correlationId, causationId: null };
  const { partner } = await changePartner({ table }, confirmation.subject, [cause, null], (before) => {
    const { state, address } = notificationsState(before, confirmation, masterKey, now);
    return confirm(before, state === "waiting" && address !== null ? address : "");
  });
  return partner;
}
