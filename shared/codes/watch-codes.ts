import { freezePartner } from "../partner/rules/changes.ts";
import { stopCodes, wrongSince } from "./watch-rules.ts";
import { dayOf } from "../kernel/time.ts";
import type { Cause } from "../events/envelope.ts";
import { closeDay, codeStopWrites, readCodeWatch, readWrongCodes } from "./count-item.ts";
import { present } from "../table/places.ts";
import { changingPartnerPlace, partnerPlace, partnerWrites } from "../partner/items/partners.ts";
import type { Table } from "../table/table.ts";
import { done, type Reads } from "../transaction/commit.ts";
import { execute } from "../transaction/execute.ts";

/** Stops the codes of a partner for the rest of the day, once. The event alarms the operator. */
export async function ensureCodesStopped(table: Table, cause: Cause): Promise<void> {
  const { partnerId, now } = cause;
  const load = async (reads: Reads) => {
    const counted = await readCodeWatch(reads, partnerId, dayOf(now));
    const { sandbox } = await reads.read(present(partnerPlace(partnerId)));
    return { ...counted, sandbox };
  };
  await execute(table, cause, load, async ({ watch, wrongCodes, sandbox }, { once }) => {
    const stop = stopCodes(watch, wrongCodes, sandbox);
    if (stop === null) return done();
    await once(() => closeDay(table, partnerId, wrongCodes.day));
    return done(codeStopWrites(watch, stop, bySystem(cause)));
  });
}

/** Freezes a partner on whose requests too many wrong codes were entered in the last days, until the operator has looked. */
export async function freezeForWrongCodes(table: Table, threshold: number, cause: Cause): Promise<void> {
  const { partnerId, now } = cause;
  const { days, released } = await readWrongCodes(table, partnerId, now);
  const wrong = wrongSince(released, days);
  if (wrong < threshold) return;
  const load = (reads: Reads) => reads.read(present(changingPartnerPlace(partnerId)));
  await execute(table, cause, load, ({ partner, newest }) => {
    const change = freezePartner(
      partner,
      "wrong-codes",
      `${wrong} wrong codes were entered on its requests within ${days.length} days.`,
    );
    const writes = change.events.length === 0 ? [] : partnerWrites(change, bySystem(cause), newest);
    return done(writes);
  });
}

const bySystem = (cause: Cause): Cause => ({ ...cause, actor: { kind: "system", id: "rapport" } });
