import { recordReport, type MailReport } from "../domain/delivery.ts";
import type { Suppression } from "../domain/address-standing.ts";
import { isId } from "../domain/ids.ts";
import type { Actor } from "../domain/event.ts";
import type { Instant } from "../domain/time.ts";
import { isLiftedSince, suppressionWrite } from "../store/addresses.ts";
import { keys } from "../store/keys.ts";
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

/** An address whose mail a report stops. */
export interface ReportedAddress {
  /** Its pseudonym. */
  readonly address: string;
  readonly suppression: Suppression;
}

/** What is written in the same transaction. */
interface RecordedWith {
  readonly also?: readonly Write[];
  readonly suppressed?: ReportedAddress | null;
}

/**
 * Takes in what became of a mail (product table, row 16), and with it what stops mail to its address, unless the operator
 * has lifted that since. Late, repeated and older reports change nothing, so every one may come any number of times.
 * Answers whether it changed something.
 */
export async function recordDelivery(
  { table }: Pick<Dependencies, "table">,
  invitationId: string,
  report: MailReport,
  cause: ReportCause,
  { also = [], suppressed = null }: RecordedWith = {},
): Promise<boolean> {
  if (!isId("invitation", invitationId)) return false;
  return attempt(async () => {
    const [state, delivery, notes, standing] = await table.getMany([
      ...wholeInvitationKeys(invitationId),
      ...(suppressed === null ? [] : [keys.address(suppressed.address)]),
    ]);
    const whole = wholeInvitation([state ?? null, delivery ?? null, notes ?? null]);
    const [first, ...others] = whole ? recordReport(whole.invitation, whole.delivery, report) : [];
    if (!whole || !first) return false;
    const { partnerId } = whole.invitation;
    const stops =
      suppressed === null || isLiftedSince(standing, suppressed.suppression)
        ? []
        : [suppressionWrite(suppressed.address, suppressed.suppression)];
    await table.transact([
      ...deliveryWrites(whole.invitation, [first, ...others], { ...cause, partnerId }),
      ...stops,
      ...also,
    ]);
    return true;
  });
}
