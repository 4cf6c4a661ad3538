import { readCodeStop, stopCode, type CodeStop } from "../../shared/invitation/commands/stop-code.ts";
import { instantInWords } from "../../shared/policy/words.ts";
import type { Confirmable, ConfirmMoment, Stopper } from "./confirmer.ts";
import { filledIn } from "./texts.ts";

/** Declines a request and reports its partner, for a code that its recipient did not ask for. */
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
  const { sandbox } = stop;
  const names = { operator, partner: stop.partnerName };
  switch (stop.state) {
    case "waiting":
      return {
        state: "waiting",
        sandbox,
        words: (texts) => filledIn(texts.code.waiting, { ...names, address: stop.address }),
      };
    case "reported":
      return { state: "confirmed", sandbox, words: (texts) => filledIn(texts.code.reported, names) };
    case "accepted":
      return {
        state: "ended",
        sandbox,
        words: ({ lang, code: { accepted } }) => filledIn(accepted, { ...names, date: instantInWords(stop.at, lang) }),
      };
    case "ended":
      return { state: "ended", sandbox, words: (texts) => filledIn(texts.code.ended, names) };
  }
}
