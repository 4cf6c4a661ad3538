import {
  confirmAdministrator,
  readConfirmation,
  type Confirmation as Entry,
  type ShownConfirmation,
} from "../../shared/customer/commands/change-administrators.ts";
import type { Confirmation } from "../../shared/crypto/confirmations.ts";
import type { Administrator } from "../../shared/customer/model.ts";
import { Refusal, type RefusalKind } from "../../shared/kernel/refusal.ts";
import { durationOf } from "../../shared/kernel/time.ts";
import { durationInWords, instantInWords } from "../../shared/policy/words.ts";
import { customerPlace } from "../../shared/customer/items/item.ts";
import type { Confirmable, Confirmer, ConfirmMoment } from "./confirmer.ts";
import { filledIn } from "./texts.ts";

/** A mailbox confirms that it administers a customer (customers, rules 10 and 17). */
export const administrator: Confirmer = {
  show: async (confirmation, moment) => {
    const shown = await readConfirmation(moment, entryOf(confirmation), moment.now);
    if (shown === null) return afterwards(confirmation, moment);
    return shown.isReachable ? waiting(shown, confirmation, moment) : unreachable(shown);
  },

  confirm: async (confirmation, moment) => {
    const { now, correlationId, locale, policy, table } = moment;
    const needs = { table, policy, masterKey: async () => moment.masterKey };
    try {
      await confirmAdministrator(needs, entryOf(confirmation), { now, correlationId, locale });
    } catch (error) {
      if (!(error instanceof Refusal) || !refusals.includes(error.kind)) throw error;
      return refused(error, confirmation, moment);
    }
    return afterwards(confirmation, moment);
  },
};

/** Refusals that the page explains. */
const refusals: readonly RefusalKind[] = ["limit-reached", "suppressed-address"];

const entryOf = ({ subject, address, number }: Confirmation): Entry => ({ customerId: subject, address, number });

function waiting(
  { customer, email }: ShownConfirmation,
  { address }: Confirmation,
  { operatorName, policy }: ConfirmMoment,
): Confirmable {
  const entry = customer.waiting.find(({ id }) => id === address);
  const adder = customer.administrators.find(({ id }) => id === entry?.addedBy);
  const days = entry?.addedBy === null ? 0 : policy.administrators.coolOffDays;
  return {
    state: "waiting",
    sandbox: customer.sandbox !== null,
    words: ({ lang, administrator: { waiting: texts } }) =>
      filledIn(texts, {
        customer: customer.name,
        address: email,
        by: adder ? adderOf(adder) : operatorName,
        coolOff: days === 0 ? null : durationInWords(durationOf(days), lang),
      }),
  };
}

const adderOf = ({ name, email }: Administrator): string => (name === null ? email : `${name} (${email})`);

/** The address is suppressed. The link works again after the operator has lifted the suppression. */
const unreachable = ({ customer: { name, sandbox }, email }: ShownConfirmation): Confirmable => ({
  state: "refused",
  sandbox: sandbox !== null,
  words: ({ administrator: texts }) => filledIn(texts.unreachable, { customer: name, address: email }),
});

/** The address is suppressed, or a limit of the address or the customer is reached. The link works again afterwards. */
async function refused(
  { kind, faults, members }: Refusal,
  confirmation: Confirmation,
  moment: ConfirmMoment,
): Promise<Confirmable | null> {
  const shown = await readConfirmation(moment, entryOf(confirmation), moment.now);
  if (shown === null) return afterwards(confirmation, moment);
  if (kind === "suppressed-address") return unreachable(shown);
  const { name, sandbox } = shown.customer;
  const isCrowded = faults.some(({ code }) => code === "administrators-full");
  return {
    state: "refused",
    sandbox: sandbox !== null,
    words: ({ administrator: { crowded, full } }) =>
      filledIn(isCrowded ? crowded : full, { customer: name, limit: String(members["limit"]) }),
  };
}

/** The state of a link that is no longer awaited: its address is an administrator, or the link has no effect. */
async function afterwards(
  { subject, address }: Confirmation,
  { table, now }: ConfirmMoment,
): Promise<Confirmable | null> {
  const { customer } = await table.read({ customer: customerPlace(subject) });
  if (customer === null) return null;
  const { name, administrators, sandbox: partner } = customer;
  const sandbox = partner !== null;
  const known = administrators.find(({ id }) => id === address);
  if (known === undefined)
    return { state: "ended", sandbox, words: (texts) => filledIn(texts.administrator.ended, { customer: name }) };
  const { email, coolOffUntil } = known;
  const until = coolOffUntil !== null && now < coolOffUntil ? coolOffUntil : null;
  return {
    state: "confirmed",
    sandbox,
    words: ({ lang, administrator: { confirmed: texts } }) =>
      filledIn(texts, {
        customer: name,
        address: email,
        until: until === null ? null : instantInWords(until, lang),
      }),
  };
}
