import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { issuedCodePart } from "../../support/builders/stored-parts.ts";
import type { Invitation, Issue } from "../../../shared/invitation/model.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { userItem } from "../../../shared/users/item.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { anInvitation, anIssue, aPartner, aUser, ids, someTerms } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { anEvent } from "../../support/builders/some-events.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";
import { mailsFrom } from "./mailings-of.ts";

export const masterKey = aMasterKey();
export const issuedCode = {
  ...{ invitationId: ids.invitation, linkVersion: 1, number: 2, kid: "1", tries: 0, day: "2026-11-22", asked: {} },
  endsAt: later({ minutes: 30 }),
};
export const partner = { ...partnerKeys.profile(ids.partner), ...aPartner() };
export const inStatus = (status: Invitation["status"]) => invitationItem(anInvitation({ status }));
export const withIssue = (named: Partial<Issue>) =>
  invitationItem(anInvitation({ status: "pending", issue: anIssue(named) }));
export const pending = inStatus("pending");
export const code = issuedCodePart(issuedCode);
export const items = [partner, pending, code];
export const address = addressPseudonym(someTerms().customer.email, masterKey);

/** Events by which a customer is mailed. */
const issued = anEvent();
const again = (["InvitationResent", "InvitationRedirected", "InvitationHandedOver"] as const).map((type) =>
  anEvent({ type }),
);
export const reminded = anEvent({ type: "InvitationReminded", sequence: 3 });
export const coded = anEvent({ type: "InvitationCodeRequested", sequence: 4, data: { code: { number: 2 } } });
export const requests = [issued, ...again];
export const asked = [...requests, reminded, coded];

/** The mails of an event while these items are stored. */
export const mailings = (event = issued, stored: readonly RawItem[] = items, at = now) =>
  mailsFrom(scriptedTable([userItem(aUser()), ...stored]).table, event, at);
