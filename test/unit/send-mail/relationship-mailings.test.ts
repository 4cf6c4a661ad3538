import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { describe, expect, test } from "vitest";
import { basisDigest, verifyRenewal } from "../../../shared/crypto/renewals.ts";
import { personPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { customerItem } from "../../../shared/customer/items/item.ts";
import { aCustomer, anAdministratorAt } from "../../support/builders/a-customer.ts";

import type { Relationship } from "../../../shared/relationship/model.ts";
import {
  removePermissions,
  renewalBasis,
  renewPermissions,
  terminateRelationship,
} from "../../../shared/relationship/rules/changes.ts";
import type { RelationshipStep } from "../../../shared/relationship/rules/steps.ts";
import { afterSteps } from "../../../shared/kernel/steps.ts";
import { advanceInTime } from "../../../shared/relationship/rules/time.ts";
import { following, toStoredEvent } from "../../../shared/events/envelope.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { userItem } from "../../../shared/users/item.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { relationshipItem } from "../../../shared/relationship/items/item.ts";
import {
  aGrant,
  anInvitation,
  aPartner,
  aRelationship,
  aUser,
  ids,
  someTerms,
} from "../../support/builders/builders.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";
import { aCause } from "../../support/builders/some-events.ts";
import { mailsFrom, recipientsOf } from "./mailings-of.ts";

const bob = anAdministratorAt("bob@contoso.example", { name: "Bob" });
/** Bob, as this partner's events name him. */
const actor = { kind: "customer", id: personPseudonym(bob.email, ids.partner, aMasterKey()) } as const;
const by = { administrator: actor.id, side: "customer", via: "portal" } as const;
const partner = {
  ...partnerKeys.profile(ids.partner),
  ...aPartner({ notifications: ["team@contoso-partner.example"] }),
};
const terms = someTerms({ customer: { ...someTerms().customer, locale: "de" } });
const invitation = invitationItem(anInvitation({ status: "accepted", terms }));
const team = ["sales@contoso-partner.example", "team@contoso-partner.example"];
const administrators = ["ada@contoso.example", "bob@contoso.example"];
/** The one of them whose language is known. */
const italian = "ugo@contoso.example";

/** The mails of a step, sent while the relationship is stored as given. */
function mails(
  step: RelationshipStep | undefined,
  at: string,
  stored: Relationship = step!.after,
  { known = administrators, asker = partner }: { known?: readonly string[]; asker?: RawItem } = {},
) {
  const people = known.map((email) =>
    email === bob.email ? bob : anAdministratorAt(email, email === italian ? { locale: "it" } : {}),
  );
  const customer = customerItem(aCustomer([], { name: "Contoso Group", administrators: people }));
  const { table } = scriptedTable([asker, userItem(aUser()), invitation, customer, relationshipItem(stored)]);
  return mailsFrom(table, toStoredEvent(step!.event, following(null, aCause({ now: at, actor }))), at);
}
const advance = (relationship: Relationship, days: number) => advanceInTime(relationship, later({ days }))[0];
const extending = aRelationship({ grants: [aGrant("users.admin", { autoExtend: true })] });

describe("the mails about ending and extended permissions", () => {
  test.each([
    [
      "a coming end",
      aRelationship(),
      30,
      "Permissions from Contoso end on 21 January 2027",
      "enden am 21. Januar 2027",
    ],
    [
      "a coming extension",
      extending,
      30,
      "Permissions from Contoso renew automatically",
      "verlängern sich am 21. Januar",
    ],
    ["an end", aRelationship(), 60, "Permissions from Contoso have ended", "sind abgelaufen"],
    [
      "an extension",
      extending,
      60,
      "Permissions from Contoso were renewed automatically",
      "wurden automatisch verlängert",
    ],
  ])("%s", async (_, relationship, days, toPartner, toCustomer) => {
    const sent = await mails(advance(relationship, days), later({ days }));
    expect(recipientsOf(sent)).toEqual([...team, ...administrators]);
    for (const { to, mail, kind, senderName } of sent) {
      const expected = team.includes(to) ? "partner-notice" : "notice";
      expect({ kind, senderName }).toEqual({ kind: expected, senderName: "Fabrikam Cloud" });
      const isPartners = team.includes(to);
      expect(mail.subject).toContain(isPartners ? toPartner : toCustomer);
      expect(/https:\/\/rapport\.example\/(portal|r)\//.test(mail.text)).toBe(!isPartners);
      expect(mail.text).toContain(isPartners ? "User administrator –" : "Benutzeradministrator –");
    }
  });

  test("link the customer to the renewal when that would move an end, else to the relationship", async () => {
    const at = later({ days: 30 });
    const told = advance(aRelationship(), 30)!;
    const page = `https://rapport.example/portal/relationships/${ids.relationship}`;
    const linkOf = async (...given: Parameters<typeof mails>) => {
      const sent = await mails(...given);
      return /^https:.*$/m.exec(sent.at(-1)?.mail.text ?? "")?.[0];
    };
    const renewalOf = (link = "") => {
      const [, token = "", lang] = /^https:\/\/rapport\.example\/r\/([^?]+)\?lang=(..)$/.exec(link) ?? [];
      return { lang, ...verifyRenewal(token, aMasterKey()) };
    };
    const link = { relationshipId: ids.relationship, endsAt: `${later({ days: 60 }).slice(0, 19)}.000Z` };
    const german = renewalOf(await linkOf(told, at));
    expect(german).toMatchObject({ ...link, lang: "de", address: bob.id });
    const { known, asker } = { known: [italian], asker: { ...partner, frozen: true } };
    expect(renewalOf(await linkOf(told, at, told.after, { known }))).toMatchObject({ lang: "it", address: "ugo" });
    // Each is for the state at its time.
    const shorter = {
      ...told.after,
      grants: told.after.grants.map((one) => ({ ...one, endsAt: later({ days: 61 }) })),
    };
    const basis = basisDigest(renewalBasis(told.after, bob, at));
    expect([german.basis, basisDigest(renewalBasis(shorter, bob, at))]).toEqual([
      basis,
      expect.not.stringMatching(basis),
    ]);
    expect(await linkOf(told, at, told.after, { asker })).toBe(`${page}?lang=de`);
    expect(await linkOf(told, at, { ...told.after, status: "suspended" })).toBe(`${page}?lang=de`);
    expect(await linkOf(advance(extending, 30), at)).toBe(`${page}?lang=de`);
  });

  test("are not sent when the permissions were renewed, removed or ended since", async () => {
    const at = later({ days: 30 });
    const told = advance(aRelationship(), 30);
    const since = { now: at, by };
    for (const steps of [
      renewPermissions(told!.after, since),
      removePermissions(told!.after, "all", since),
      terminateRelationship(told!.after, null, { ...since, cancelledInvitations: [] }),
    ])
      expect(await mails(told, at, afterSteps(told!.after, steps))).toEqual([]);
    expect(await mails(told, later({ days: 60 }))).toEqual([]);
    const ended = advance(aRelationship(), 60)!;
    const renewed = renewPermissions(ended.after, { now: later({ days: 60 }), by });
    expect(await mails(ended, later({ days: 60 }), afterSteps(ended.after, renewed))).toEqual([]);
  });

  test("list only the permissions that are still ending", async () => {
    const told = advance(aRelationship(), 30)!;
    const one = removePermissions(told.after, ["users.admin"], { now: later({ days: 30 }), by });
    const [first] = await mails(told, later({ days: 30 }), afterSteps(told.after, one));
    expect(first?.mail.text).toContain("Licence administrator");
    expect(first?.mail.text).not.toContain("User administrator");
  });
});

describe("the mails about what a customer's administrator did", () => {
  const at = later({ days: 1 });

  const act = { now: at, by };
  const [removed] = removePermissions(aRelationship(), ["users.admin"], act);
  const [renewed] = renewPermissions(aRelationship(), act);
  const ending = { ...act, cancelledInvitations: [] };
  const [ended] = terminateRelationship(aRelationship(), "We do it ourselves", ending);

  test.each([
    [
      "removed permissions",
      removed,
      ["Contoso removed permissions", "- User administrator"],
      [
        "Bob hat Contoso Partner Berechtigungen für Contoso Group entzogen",
        "Bob (bob@contoso.example)",
        "- Benutzeradministrator (mittleres Risiko)",
      ],
    ],
    [
      "renewed permissions with their new end",
      renewed,
      ["Contoso renewed your permissions", "- User administrator (medium risk), until 22 January 2027"],
      [
        "Bob hat die Berechtigungen von Contoso Partner für Contoso Group erneuert",
        "- Benutzeradministrator (mittleres Risiko), bis zum 22. Januar 2027",
      ],
    ],
    [
      "the end of the relationship with its reason",
      ended,
      ["Contoso ended the relationship with you", "We do it ourselves"],
      ["Bob hat die Geschäftsbeziehung zwischen Contoso Group und Contoso Partner beendet", "We do it ourselves"],
    ],
  ])("report %s to both sides", async (_, step, [toPartner, ...said], [toCustomer, ...saidToCustomer]) => {
    const sent = await mails(step, at);
    expect(sent.map(({ to, mail }) => [to, mail.subject])).toEqual([
      ...team.map((to) => [to, toPartner]),
      ...administrators.map((to) => [to, toCustomer]),
    ]);
    for (const words of said) expect(sent[0]?.mail.text).toContain(words);
    for (const words of saidToCustomer) expect(sent.at(-1)?.mail.text).toContain(words);
  });

  test("report removed permissions to the customer only once the relationship has ended", async () => {
    const since = terminateRelationship(removed!.after, null, ending);
    expect(recipientsOf(await mails(removed, at, afterSteps(removed!.after, since)))).toEqual(administrators);
  });

  test("say “a former administrator” when the acting administrator is gone", async () => {
    const sent = await mails(renewed, at, renewed!.after, { known: ["ada@contoso.example"] });
    expect(sent.at(-1)?.mail.subject).toContain("Ein früherer Administrator hat");
  });
});

test("no mail is sent when the partner, the relationship or the customer is not stored", async () => {
  const step = advance(aRelationship(), 30)!;
  const event = toStoredEvent(step.event, following(null, aCause()));
  for (const items of [[], [partner], [partner, relationshipItem(step.after)]])
    expect(await mailsFrom(scriptedTable(items).table, event, later({ days: 30 }))).toEqual([]);
});
