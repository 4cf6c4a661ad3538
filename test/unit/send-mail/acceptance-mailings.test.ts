import { describe, expect, test } from "vitest";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { administersNothing } from "../../../shared/customer/rules/administered.ts";
import { customerItem } from "../../../shared/customer/items/item.ts";
import type { Administrator } from "../../../shared/customer/model.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { aCustomer, anAdministratorAt } from "../../support/builders/a-customer.ts";
import { anInvitation, ids, someTerms } from "../../support/builders/builders.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { anEvent } from "../../support/builders/some-events.ts";
import { recipientsOf } from "./mailings-of.ts";
import { partner, mailings } from "./some-mailings.ts";

describe("the mails of an acceptance", () => {
  const acceptedEvent = (relationship: { readonly establishedAt: string }) =>
    anEvent({ type: "InvitationAccepted", sequence: 3, data: { relationship } });
  const terms = someTerms({ permissions: ["directory.admin", "users.admin"] });
  const accepted = anInvitation({ status: "accepted", terms });
  const ada = anAdministratorAt("it@contoso.example", { name: "Ada" });
  const bob = anAdministratorAt("bob@contoso.example");
  const ugo = anAdministratorAt("ugo@contoso.example", { locale: "it" });
  const sentTo = (
    administrators: readonly Administrator[],
    invitation = accepted,
    establishedAt = accepted.decidedAt,
  ) =>
    mailings(acceptedEvent({ establishedAt }), [
      partner,
      invitationItem(invitation),
      customerItem(aCustomer([], { name: "Contoso Group", administrators })),
    ]);

  test("confirm it to the customer, with the link to what was agreed, and report it to the partner", async () => {
    const [confirmation, notice, ...others] = await sentTo([ada]);
    expect(others).toEqual([]);
    expect(confirmation).toMatchObject({
      ...{ to: "it@contoso.example", senderName: "Fabrikam Cloud", replyTo: null },
      mail: { subject: "You accepted the request from Contoso Partner" },
    });
    expect(confirmation?.mail.text).toContain(`https://rapport.example/i/${ids.invitation}.1.1.1.`);
    expect(confirmation?.mail.text).toContain("until 23 November 2027:\n\n- Directory administrator\n- User admin");
    expect(notice).toMatchObject({
      to: "sales@contoso-partner.example",
      mail: { subject: "Contoso accepted your request" },
    });
    expect(notice?.mail.text).not.toContain("/i/");
  });

  test("confirm it in the language of the answer, also where the invitation has another one", async () => {
    const rights = { ...customerKeys.administered(ada.id), ...administersNothing(ada.id), locale: "it" };
    const [confirmation] = await mailings(acceptedEvent({ establishedAt: accepted.decidedAt }), [
      ...[partner, rights, invitationItem(accepted)],
      customerItem(aCustomer([], { name: "Contoso Group", administrators: [ada] })),
    ]);
    expect(confirmation?.mail.lang).toBe("it");
    expect(confirmation?.mail.text).toContain("https://rapport.example/portal?lang=it");
  });

  test("say to the invited address who accepted, if it was somebody else", async () => {
    const decision = {
      ...accepted.decision,
      by: { ...accepted.decision.by, name: "Bob", email: "bob@contoso.example" },
    };
    const [confirmation] = await sentTo([bob], { ...accepted, decision });
    expect(confirmation).toMatchObject({
      to: "it@contoso.example",
      mail: { subject: "Bob accepted the request from Contoso Partner that was sent to you" },
    });
  });

  const partly = { ...accepted.decision, partial: true, granted: ["users.admin"] };
  const nothing = { ...accepted.decision, partial: true, granted: [] };
  const offer = { ...accepted.issue.offer, relationshipId: ids.relationship };
  const unchanged = "Nothing else has changed.";
  test.each<[string, typeof accepted, string | undefined, readonly string[], readonly string[]]>([
    [
      "only a part was accepted, and which part was not",
      { ...accepted, decision: partly },
      undefined,
      ["You accepted part of the request from Contoso Partner", "Not granted:\n\n- Directory administrator"],
      ["Contoso accepted part of your request", "not granted:\n\n- Directory administrator"],
    ],
    [
      "no permissions were granted",
      { ...accepted, decision: nothing },
      undefined,
      [
        "You accepted the request from Contoso Partner without admin permissions",
        "No admin permissions were granted.",
        "Contoso Partner is now your reseller.",
      ],
      [
        "Contoso accepted your request without admin permissions",
        "No admin permissions were granted.",
        "you can start working together",
      ],
    ],
    [
      "only permissions were asked for",
      { ...accepted, issue: { ...accepted.issue, offer } },
      undefined,
      [],
      [unchanged],
    ],
    [
      "the relationship existed before",
      accepted,
      now,
      ["Contoso Partner is still your reseller."],
      [unchanged, "Contoso Partner is still a reseller of Contoso Group"],
    ],
  ])("say that %s", async (_, invitation, establishedAt, toCustomer, toPartner) => {
    const [confirmation, ...notices] = await sentTo([ada, bob], invitation, establishedAt);
    const written = notices.map(({ mail }) => mail.subject + mail.text).join();
    for (const words of toCustomer) expect(confirmation!.mail.subject + confirmation!.mail.text).toContain(words);
    for (const words of toPartner) expect(written).toContain(words);
    if (toPartner.includes(unchanged)) expect(written).not.toContain("start working together");
  });

  test("tell every other administrator who accepted what, for which partner and at which risk", async () => {
    const [, , ...notices] = await sentTo([ada, bob, ugo]);
    expect(notices.map(({ to, mail }) => [to, mail.subject])).toEqual([
      [bob.email, "Ada accepted a request from Contoso Partner for Contoso Group"],
      [ugo.email, "Ada ha accettato una richiesta di Contoso Partner per Contoso Group"],
    ]);
    for (const notice of notices) {
      expect(notice).toMatchObject({ kind: "notice", senderName: "Fabrikam Cloud", replyTo: null });
      expect(notice.mail.text).toContain("Ada (it@contoso.example)");
      expect(notice.mail.text).toContain(`https://rapport.example/portal/relationships/${ids.relationship}?lang=`);
      expect(notice.mail.text).not.toContain("/i/");
    }
    expect(notices[0]?.mail.text).toContain(
      "- Directory administrator (high risk)\n- User administrator (medium risk)",
    );
  });

  test("go to the invited address and to the administrator that an external portal named", async () => {
    const decision = { ...accepted.decision, by: { name: null, email: bob.email, title: null } };
    const [confirmation, , ...notices] = await sentTo([bob], { ...accepted, decision });
    expect(confirmation?.to).toBe("it@contoso.example");
    expect(recipientsOf(notices)).toEqual([bob.email]);
    expect(notices[0]?.mail.text).toContain("bob@contoso.example accepted a request");
  });
});
