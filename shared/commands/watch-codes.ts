import { freezePartner } from "../domain/partner-changes.ts";
import { stopCodes, wrongSince } from "../domain/code-watch.ts";
import { dayOf } from "../domain/time.ts";
import type { Cause } from "../events/envelope.ts";
import { closeDay, codeStopWrites, readCodeWatch, readWrongCodes } from "../store/code-counts.ts";
import { present } from "../store/places.ts";
import { changingPartnerPlace, partnerPlace, partnerWrites } from "../store/partners.ts";
import type { Table } from "../store/table.ts";
import { attempt } from "./attempt.ts";

/**
 * Stops the codes of a partner's requests for the rest of the day, once (product table, row 23). The operator is
 * alarmed of the event.
 */
export async function ensureCodesStopped(table: Table, cause: Cause): Promise<void> {
  const { partnerId, now } = cause;
  await attempt(async () => {
    const { watch, wrongCodes } = await readCodeWatch(table, partnerId, dayOf(now));
    const { sandbox } = await table.read(present(partnerPlace(partnerId)));
    const stop = stopCodes(watch, wrongCodes, sandbox);
    if (stop === null) return;
    await closeDay(table, partnerId, wrongCodes.day);
    await table.transact(codeStopWrites(watch, stop, bySystem(cause)));
  });
}

/** Freezes a partner on whose requests too many wrong codes were entered in the last days, until the operator has looked. */
export async function freezeForWrongCodes(table: Table, threshold: number, cause: Cause): Promise<void> {
  const { partnerId, now } = cause;
  const { days, released } = await readWrongCodes(table, partnerId, now);
  const wrong = wrongSince(released, days);
  if (wrong < threshold) return;
  await attempt(async () => {
    const { partner, newest } = await table.read(present(changingPartnerPlace(partnerId)));
    const change = freezePartner(
      partner,
      "wrong-codes",
      `${wrong} wrong codes were entered on its requests within ${days.length} days.`,
    );
    if (change.events.length === 0) return;
    await table.transact(partnerWrites(change, bySystem(cause), newest));
  });
}

const bySystem = (cause: Cause): Cause => ({ ...cause, actor: { kind: "system", id: "rapport" } });
