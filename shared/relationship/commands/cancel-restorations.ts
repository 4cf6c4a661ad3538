import { cancelInvitation, settleInvitation } from "../../invitation/rules/ends.ts";
import type { CancelCode } from "../../invitation/model.ts";
import type { Relationship } from "../model.ts";
import type { Cause } from "../../events/envelope.ts";
import {
  invitationWrites,
  invitationParts,
  openInvitationLock,
  wholeInvitation,
} from "../../invitation/items/invitations.ts";
import { openRestorationPlace, openRestorations, relationshipsOfCustomer } from "../items/relationships.ts";
import { byId } from "../../table/plans.ts";
import type { Table } from "../../table/table.ts";
import type { Write } from "../../table/writes.ts";

/** Each takes at most five of the hundred writes of a transaction. Answers to any others are refused. */
const most = 15;

/** Requests for permissions that are cancelled, with their writes. */
interface Cancelled {
  readonly cancelled: readonly string[];
  /** The partner of each cancelled request. */
  readonly partners: readonly string[];
  readonly writes: readonly Write[];
}

const reasons: Readonly<Record<Exclude<CancelCode, "by-partner" | "draft-dropped">, string>> = {
  "relationship-ended": "The relationship has ended.",
  "addressee-left": "The addressee is no longer an administrator of the customer.",
};

/** The writes that cancel the open requests for permissions of a relationship that ends. */
export const cancelRestorations = async (table: Table, { id }: Relationship, cause: Cause): Promise<Cancelled> =>
  cancelAll(table, (await openRestorations(table, id)).slice(0, most), "relationship-ended", cause);

/** The writes that cancel the open requests for permissions of a customer's relationships to one address. */
export async function cancelRestorationsTo(
  table: Table,
  customerId: string,
  address: string,
  cause: Omit<Cause, "partnerId">,
): Promise<Cancelled> {
  const live = (await relationshipsOfCustomer(table, customerId, true)).filter(({ status }) => status !== "terminated");
  const found = await table.read(live.map(({ id }) => openRestorationPlace(id, address)));
  const open = found.filter((restoration) => restoration !== null);
  return cancelAll(table, open.slice(0, most), "addressee-left", cause);
}

async function cancelAll(
  table: Table,
  open: readonly { readonly invitationId: string; readonly address: string }[],
  code: keyof typeof reasons,
  cause: Omit<Cause, "partnerId">,
): Promise<Cancelled> {
  const ids = open.map(({ invitationId }) => invitationId);
  const found = await table.read(byId(ids, invitationParts));
  const ended = open.flatMap(({ invitationId, address }) => {
    const parts = found.get(invitationId);
    const whole = parts && wholeInvitation(parts);
    // It may have been answered since the pointers were read.
    if (whole?.invitation.status !== "pending") return [];
    const { invitation, delivery } = whole;
    const { partnerId } = invitation;
    const system = { ...cause, partnerId, actor: { kind: "system", id: "rapport" } } as const;
    const change =
      settleInvitation(invitation, delivery, cause.now) ??
      cancelInvitation(invitation, { cancelCode: code, reason: reasons[code] }, delivery, system);
    return [{ change, writes: [...invitationWrites(change, system), ...openInvitationLock.free(invitation, address)] }];
  });
  return {
    cancelled: ended.filter(({ change }) => change.action === "cancel").map(({ change }) => change.after.id),
    partners: ended.map(({ change }) => change.after.partnerId),
    writes: ended.flatMap(({ writes }) => writes),
  };
}
