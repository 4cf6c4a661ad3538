import { readCodeStop, stopCode, type CodeStop } from "../../shared/commands/stop-code.ts";
import type { Confirmable, ConfirmMoment, Stopper } from "./confirmer.ts";

/** Who got a code without having asked for it declines the request and reports its partner. */
export const code: Stopper = {
  show: async (stop, moment) => {
    const found = await readCodeStop(moment.table, moment.masterKey, stop, moment.now);
    return found && confirmableOf(found, moment);
  },

  confirm: async (stop, moment) => {
    const { table, policy, masterKey } = moment;
    await stopCode({ table, policy, masterKey: async () => masterKey }, stop, moment);
    return code.show(stop, moment);
  },
};

function confirmableOf(stop: CodeStop, { operatorName: operator }: ConfirmMoment): Confirmable {
  const names = { operator, partner: stop.partnerName };
  switch (stop.state) {
    case "waiting":
      return { state: "waiting", words: (texts) => texts.code.waiting({ ...names, address: stop.address }) };
    case "reported":
      return { state: "confirmed", words: (texts) => texts.code.reported(names) };
    case "accepted":
      return { state: "ended", words: (texts) => texts.code.accepted({ ...names, at: stop.at }) };
    case "ended":
      return { state: "ended", words: (texts) => texts.code.ended(names) };
  }
}
