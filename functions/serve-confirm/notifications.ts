import { confirmNotifications, notificationsState } from "../../shared/partner/commands/confirm-notifications.ts";
import type { Confirmation } from "../../shared/crypto/confirmations.ts";
import type { Partner } from "../../shared/partner/model.ts";
import { partnerPlace } from "../../shared/partner/items/partners.ts";
import type { Confirmable, Confirmer, ConfirmMoment } from "./confirmer.ts";
import { filledIn } from "./texts.ts";

/** A mailbox confirms that it wants a partner's notices. */
export const notifications: Confirmer = {
  show: async (confirmation, moment) => {
    const { partner } = await moment.table.read({ partner: partnerPlace(confirmation.subject) });
    return partner && confirmableOf(partner, confirmation, moment);
  },

  confirm: async (confirmation, moment) => {
    const shown = await notifications.show(confirmation, moment);
    if (shown?.state !== "waiting") return shown;
    const partner = await confirmNotifications(moment, confirmation, moment.masterKey, moment);
    return confirmableOf(partner, confirmation, moment);
  },
};

function confirmableOf(partner: Partner, confirmation: Confirmation, { masterKey, now }: ConfirmMoment): Confirmable {
  const { state, address } = notificationsState(partner, confirmation, masterKey, now);
  return {
    state,
    sandbox: partner.sandbox,
    words: ({ notifications: texts }) =>
      filledIn(texts[state], { partner: partner.displayName, address: address ?? "" }),
  };
}
