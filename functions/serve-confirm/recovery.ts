import { readRecoveryStop, stopRecovery, type RecoveryStop } from "../../shared/customer/commands/stop-recovery.ts";
import { instantInWords, say } from "../../shared/policy/words.ts";
import type { Confirmable, ConfirmMoment, Stopper } from "./confirmer.ts";
import { filledIn } from "./texts.ts";

/** An administrator stops the operator's recovery of its customer (customers, rule 17). */
export const recovery: Stopper = {
  show: async (stop, moment) => confirmableOf(await readRecoveryStop(moment, stop, moment.now), moment),

  confirm: async (stop, moment) => {
    const { table, masterKey } = moment;
    await stopRecovery({ table, masterKey: async () => masterKey }, stop, moment);
    return confirmableOf(await readRecoveryStop(moment, stop, moment.now), moment);
  },
};

function confirmableOf(stop: RecoveryStop, { operatorName }: ConfirmMoment): Confirmable {
  if (stop.state === "ended") return { state: "ended", sandbox: false, words: (texts) => texts.recovery.ended };
  const { email, reason, status, dueAt } = stop.recovery;
  const names = { operator: operatorName, customer: stop.customer.name, address: email };
  const sandbox = stop.customer.sandbox !== null;
  return stop.state === "stopped"
    ? { state: "confirmed", sandbox, words: (texts) => filledIn(texts.recovery.stopped, names) }
    : {
        state: "waiting",
        sandbox,
        words: ({ lang, recovery: texts }) => {
          const { due, sent } = texts.link;
          const link = status === "waiting" ? say(due, { date: instantInWords(dueAt, lang) }) : sent;
          return filledIn(texts.waiting, { ...names, reason, link });
        },
      };
}
