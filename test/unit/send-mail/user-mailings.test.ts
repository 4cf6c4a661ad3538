import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { describe, expect, test } from "vitest";

import { noCodeWatch, stopCodes } from "../../../shared/codes/watch-rules.ts";
import type { DomainEvent } from "../../../shared/events/event.ts";
import { changeRole, userEvent, type PartnerUser } from "../../../shared/users/model.ts";
import type { Cause } from "../../../shared/events/envelope.ts";
import { following, toStoredEvent } from "../../../shared/events/envelope.ts";
import { userItem } from "../../../shared/users/item.ts";

import { aPartner, aUser, ids } from "../../support/builders/builders.ts";

import { scriptedTable } from "../../support/table/scripted-table.ts";
import { aCause } from "../../support/builders/some-events.ts";
import { mailsFrom, mailTo, recipientsOf } from "./mailings-of.ts";

const user = (id: string, role: PartnerUser["role"]): PartnerUser =>
  aUser({ id, role, email: `${id}@contoso-partner.example` });
const [ada, ben, cy] = [user("ada", "admin"), user("ben", "admin"), user("cy", "sales")];
const team = "team@contoso-partner.example";

/** The mails of an event of a partner that has these users when they are sent. */
function mails(
  event: DomainEvent | undefined,
  users: readonly PartnerUser[],
  actor: Cause["actor"] = { kind: "partner", id: ada.id },
) {
  const partner = aPartner({ notifications: [team], locale: "en" });
  const { table } = scriptedTable([{ ...partnerKeys.profile(ids.partner), ...partner }], {
    query: async () => ({ items: users.map(userItem), next: null }),
  });
  return mailsFrom(table, toStoredEvent(event!, following(null, aCause({ actor }))));
}
const textTo = (sent: Awaited<ReturnType<typeof mails>>, { email }: PartnerUser) => mailTo(sent, email)?.text;

describe("all administrators of a partner are sent", () => {
  test("the new user's address and role and the user who added it, which the new user is not sent", async () => {
    const sent = await mails(userEvent(null, cy, false), [ada, ben, cy]);
    expect(sent.map(({ to, kind, replyTo }) => [to, kind, replyTo])).toEqual([
      [ada.email, "notice", null],
      [ben.email, "notice", null],
    ]);
    for (const word of [cy.email, "Role: sales", `By: ${ada.email}`]) expect(textTo(sent, ben)).toContain(word);
  });

  test("who became an administrator, and what administrators can do", async () => {
    const promoted = changeRole(cy, "admin");
    const sent = await mails(userEvent(cy, promoted, false), [ada, ben, promoted]);
    expect(sent.map(({ to }) => to).toSorted()).toEqual([ada.email, ben.email, cy.email]);
    expect(textTo(sent, ben)).toContain("Administrators can add and remove users");
    expect(textTo(sent, ben)).toContain("Role: administrator\n- Role before: sales");
    expect(textTo(sent, promoted)).toContain("You were given a different role");
  });

  test("who was removed, as is the removed user", async () => {
    const sent = await mails(userEvent(ben, null, false), [ada, cy]);
    expect(sent.map(({ to }) => to).toSorted()).toEqual([ada.email, ben.email]);
    expect(textTo(sent, ada)).toContain(ben.email);
    expect(textTo(sent, ben)).toContain("You can no longer sign in");
  });

  test("the operator's name when it acted, and “a former user” when the acting user is gone", async () => {
    const byOperator = await mails(userEvent(null, cy, false), [ada, cy], { kind: "operator", id: "operator" });
    expect(textTo(byOperator, ada)).toContain("By: Fabrikam");
    const byNobody = await mails(userEvent(null, cy, false), [ada, cy], { kind: "partner", id: "gone" });
    expect(textTo(byNobody, ada)).toContain("By: a former user of");
  });
});

test("a user who lost the administrator's role is sent one mail, about the own role", async () => {
  const demoted = changeRole(ben, "sales");
  const sent = await mails(userEvent(ben, demoted, false), [ada, demoted]);
  expect(recipientsOf(sent)).toEqual([ben.email, ada.email]);
  expect(sent[0]?.mail.subject).toMatch(/^Your role at /);
});

test("a user who was removed and added again is not sent a mail about the removal", async () => {
  const again = user("ben-2", "sales");
  const sent = await mails(userEvent(ben, null, false), [ada, { ...again, email: ben.email }]);
  expect(recipientsOf(sent)).toEqual([ada.email]);
});

test("stopped codes are reported once to each administrator and address for notices", async () => {
  const event = stopCodes(noCodeWatch(ids.partner), { day: "2026-11-22", wrong: 52 }, false)?.event;
  const sent = await mails(event, [ada, { ...ben, email: team }, cy], { kind: "system", id: "rapport" });
  expect(sent.map(({ to, kind }) => [to, kind])).toEqual([
    [ada.email, "partner-notice"],
    [team, "partner-notice"],
  ]);
  expect(textTo(sent, ada)).toContain("Too many wrong codes (52)");
  expect(textTo(sent, ada)).toContain("22 November 2026");
});
