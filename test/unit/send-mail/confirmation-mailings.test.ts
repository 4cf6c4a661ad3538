import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { describe, expect, test } from "vitest";
import { confirmationMailings } from "../../../functions/send-mail/mailings/confirmation-mailings.ts";
import { verifyConfirmation } from "../../../shared/crypto/confirmations.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { changeProfile, confirmNotifications } from "../../../shared/partner/rules/changes.ts";
import type { PartnerChange } from "../../../shared/partner/model.ts";
import { following, toStoredEvent } from "../../../shared/events/envelope.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { aPartner, aPolicy, ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";

const team = "team@contoso.example";
const named = changeProfile(aPartner(), { notifications: [team] }, aPolicy());

function mailsOf({ after, events }: PartnerChange, stored = after, at = now) {
  const actor = { kind: "partner", id: "user-1" } as const;
  const cause = { partnerId: ids.partner, actor, now, correlationId: "c-1", causationId: null };
  const setting = { masterKey: aMasterKey(), publicUrl: "https://rapport.example", operatorName: "Fabrikam", now: at };
  const { table } = scriptedTable([{ ...partnerKeys.profile(ids.partner), ...stored }]);
  return Promise.all(
    events.map((event) => confirmationMailings(table, toStoredEvent(event, following(null, cause)), setting)),
  );
}

describe("an address that a partner adds for its notices", () => {
  test("is sent a link that confirms this address within seven days", async () => {
    const [[mail] = []] = await mailsOf(named);
    expect(mail).toMatchObject({ to: team, senderName: "Fabrikam", replyTo: null });
    const token = /\/confirm\/([^?\s]+)\?lang=en/.exec(mail?.mail.text ?? "")?.[1] ?? "";
    expect(verifyConfirmation(token, aMasterKey())).toMatchObject({
      ...{ kind: "notifications", subject: ids.partner, address: addressPseudonym(team, aMasterKey()) },
      endsAt: later({ days: 7 }),
    });
  });

  test.each([
    ["the partner changed something else", changeProfile(named.after, { locale: "it" }, aPolicy()), undefined, now],
    ["it was confirmed", confirmNotifications(named.after, team), undefined, now],
    ["it was removed meanwhile", named, aPartner(), now],
    ["its link would have expired", named, undefined, later({ days: 7 })],
  ])("is sent no mail when %s", async (_, change, stored, at) => {
    expect((await mailsOf(change, stored, at)).flat()).toEqual([]);
  });
});
