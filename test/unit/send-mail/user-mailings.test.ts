import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { describe, expect, test } from "vitest";
import { mailingsOf } from "../../../functions/send-mail/mailings.ts";
import { noCodeWatch, stopCodes } from "../../../shared/codes/watch-rules.ts";
import type { DomainEvent } from "../../../shared/events/event.ts";
import { changeRole, userEvent, type PartnerUser } from "../../../shared/users/model.ts";
import type { Cause } from "../../../shared/events/envelope.ts";
import { following, toStoredEvent } from "../../../shared/events/envelope.ts";
import { userItem } from "../../../shared/users/item.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { aPartner, aUser, ids } from "../../support/builders/builders.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";
import { aCause } from "../../support/builders/some-events.ts";

const user = (id: string, role: PartnerUser["role"]): PartnerUser =>
  aUser({ id, role, email: `${id}@contoso-partner.example` });
const [ada, ben, cy] = [user("ada", "admin"), user("ben", "admin"), user("cy", "sales")];
const team = "team@contoso-partner.example";

/** The mails of an event, where these are the partner's users by the time that they go out. */
function mails(
  event: DomainEvent | undefined,
  users: readonly PartnerUser[],
  actor: Cause["actor"] = { kind: "partner", id: ada.id },
) {
  const partner = aPartner({ notifications: [team], locale: "en" });
  const { table } = scriptedTable([{ ...partnerKeys.profile(ids.partner), ...partner }], {
    query: async () => ({ items: users.map(userItem), next: null }),
  });
  const setting = { masterKey: aMasterKey(), publicUrl: "https://rapport.example", operatorName: "Fabrikam", now };
  return mailingsOf(table, toStoredEvent(event!, following(null, aCause({ actor }))), setting);
}
const textTo = (sent: Awaited<ReturnType<typeof mails>>, { email }: PartnerUser): string | undefined =>
  sent.find(({ to }) => to === email)?.mail.text;

describe("all administrators of a partner are told", () => {
  test("who was added, by whom and in which role, and the new user is not", async () => {
    const sent = await mails(userEvent(null, cy), [ada, ben, cy]);
    expect(sent.map(({ to, kind, replyTo }) => [to, kind, replyTo])).toEqual([
      [ada.email, "notice", null],
      [ben.email, "notice", null],
    ]);
    for (const word of [cy.email, "Role: sales", `Done by: ${ada.email}`]) expect(textTo(sent, ben)).toContain(word);
  });

  test("who became an administrator, and what that means", async () => {
    const promoted = changeRole(cy, "admin");
    const sent = await mails(userEvent(cy, promoted), [ada, ben, promoted]);
    expect(sent.map(({ to }) => to).toSorted()).toEqual([ada.email, ben.email, cy.email]);
    expect(textTo(sent, ben)).toContain("Administrators can add and remove users");
    expect(textTo(sent, ben)).toContain("Role: administrator\n- Role before: sales");
    expect(textTo(sent, promoted)).toContain("You were given another role");
  });

  test("who was removed, and so is the removed user, who is not a user any more", async () => {
    const sent = await mails(userEvent(ben, null), [ada, cy]);
    expect(sent.map(({ to }) => to).toSorted()).toEqual([ada.email, ben.email]);
    expect(textTo(sent, ada)).toContain(ben.email);
    expect(textTo(sent, ben)).toContain("You can no longer sign in");
  });

  test("of the operator by its name, and of somebody who is no user any more without one", async () => {
    const byOperator = await mails(userEvent(null, cy), [ada, cy], { kind: "operator", id: "operator" });
    expect(textTo(byOperator, ada)).toContain("Done by: Fabrikam");
    const byNobody = await mails(userEvent(null, cy), [ada, cy], { kind: "partner", id: "gone" });
    expect(textTo(byNobody, ada)).toContain("Done by: a former user of");
  });
});

test("a user who lost the administrator's role is told once, as the user whom it is about", async () => {
  const demoted = changeRole(ben, "sales");
  const sent = await mails(userEvent(ben, demoted), [ada, demoted]);
  expect(sent.map(({ to }) => to)).toEqual([ben.email, ada.email]);
  expect(sent[0]?.mail.subject).toMatch(/^Your role at /);
});

test("a user who was removed and let in again under another id is not told of the removal", async () => {
  const again = user("ben-2", "sales");
  const sent = await mails(userEvent(ben, null), [ada, { ...again, email: ben.email }]);
  expect(sent.map(({ to }) => to)).toEqual([ada.email]);
});

test("when codes are stopped, administrators and addresses for notices are told, each once", async () => {
  const event = stopCodes(noCodeWatch(ids.partner), { day: "2026-11-22", wrong: 52 })?.event;
  const sent = await mails(event, [ada, { ...ben, email: team }, cy], { kind: "system", id: "rapport" });
  expect(sent.map(({ to, kind }) => [to, kind])).toEqual([
    [ada.email, "partner-notice"],
    [team, "partner-notice"],
  ]);
  expect(textTo(sent, ada)).toContain("Too many wrong codes (52)");
  expect(textTo(sent, ada)).toContain("November 22, 2026");
});
