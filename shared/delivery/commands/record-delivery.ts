import type { MailReport } from "../model.ts";
import { recordReport } from "../rules/progress.ts";
import type { Suppression } from "../rules/address-status.ts";
import { isId } from "../../kernel/ids.ts";
import type { Actor } from "../../events/event.ts";
import type { Instant } from "../../kernel/time.ts";
import { addressPlace, isLiftedSince, suppressionWrite } from "../address-item.ts";
import { deliveryWrites, invitationParts, wholeInvitation } from "../../invitation/items/invitations.ts";
import type { Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";

/** The cause of a report. */
export interface ReportCause {
  readonly now: Instant;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string | null;
}

/** An address whose mail a report stops. */
export interface ReportedAddress {
  readonly address: string;
  readonly suppression: Suppression;
}

interface RecordedWith {
  readonly suppressed?: ReportedAddress | null;
}

/**
 * Records a report about a mail, and suppresses its address unless that was lifted since. Late and repeated reports
 * change nothing. Returns whether something changed.
 */
export async function recordDelivery(
  { table }: Pick<Dependencies, "table">,
  invitationId: string,
  report: MailReport,
  cause: ReportCause,
  { suppressed = null }: RecordedWith = {},
): Promise<boolean> {
  if (!isId("invitation", invitationId)) return false;
  const load = (reads: Reads) =>
    reads.read({ ...invitationParts(invitationId), known: suppressed && addressPlace(suppressed.address) });
  return execute(table, cause, load, ({ known, ...parts }) => {
    const whole = wholeInvitation(parts);
    const [first, ...others] = whole ? recordReport(whole.invitation, whole.delivery, report) : [];
    if (!whole || !first) return { answer: () => false, writes: [] };
    const { partnerId } = whole.invitation;
    const stops =
      suppressed === null || known === null || isLiftedSince(known, suppressed.suppression)
        ? []
        : [suppressionWrite(suppressed.address, suppressed.suppression)];
    const writes = deliveryWrites(whole.invitation, [first, ...others], { ...cause, partnerId });
    return { answer: () => true, writes: [...writes, ...stops] };
  });
}
