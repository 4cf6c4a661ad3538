import { recordReport, type MailReport } from "../domain/delivery.ts";
import { isId } from "../domain/ids.ts";
import type { Actor } from "../domain/event.ts";
import type { Instant } from "../domain/time.ts";
import { deliveryWrites, wholeInvitation, wholeInvitationKeys } from "../store/invitations.ts";
import type { Write } from "../store/writes.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";

/** In which turn of events a report came, and what is written with it. */
export interface ReportCause {
  readonly now: Instant;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string | null;
}

/**
 * Takes in what became of a mail (product table, row 16). Late, repeated and older reports change nothing,
 * so every one may come any number of times. Answers whether it changed something.
 */
export async function recordDelivery(
  { table }: Pick<Dependencies, "table">,
  invitationId: string,
  report: MailReport,
  cause: ReportCause,
  also: readonly Write[] = [],
): Promise<boolean> {
  if (!isId("invitation", invitationId)) return false;
  return attempt(async () => {
    const whole = wholeInvitation(await table.getMany(wholeInvitationKeys(invitationId)));
    const [first, ...others] = whole ? recordReport(whole.invitation, whole.delivery, report) : [];
    if (!whole || !first) return false;
    const { partnerId } = whole.invitation;
    await table.transact([...deliveryWrites(whole.invitation, [first, ...others], { ...cause, partnerId }), ...also]);
    return true;
  });
}
