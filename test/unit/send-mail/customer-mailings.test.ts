import { storedItem } from "../../support/table/stream-records.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { describe, expect, test } from "vitest";
import type { Mailing } from "../../../functions/send-mail/mailing.ts";

import { verifyConfirmation } from "../../../shared/crypto/confirmations.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { verifyStop } from "../../../shared/crypto/stops.ts";
import {
  addAdministrator,
  confirmAdministrator,
  dropAdministrator,
  settleCustomer,
  removeAdministrator,
} from "../../../shared/customer/rules/administrators.ts";
import type { Customer, CustomerStep, Administrator } from "../../../shared/customer/model.ts";
import { afterSteps } from "../../../shared/kernel/steps.ts";
import { changeByOperator, renameCustomer } from "../../../shared/customer/rules/changes.ts";
import type { DomainEvent } from "../../../shared/events/event.ts";
import { advanceRecovery, requestRecovery, stopRecovery } from "../../../shared/customer/rules/recovery.ts";
import { changeSenders, noSenders } from "../../../shared/customer/rules/senders.ts";
import { following, toStoredEvent } from "../../../shared/events/envelope.ts";
import { administersNothing } from "../../../shared/customer/rules/administered.ts";
import { administeredWrite } from "../../../shared/customer/items/administered.ts";
import { customerItem } from "../../../shared/customer/items/item.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { userItem } from "../../../shared/users/item.ts";
import { relationshipItem } from "../../../shared/relationship/items/item.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { aCustomer, anAdministratorAt, someLimits as policy } from "../../support/builders/a-customer.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { anInvitation, aPartner, aRelationship, aUser, ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";
import { aCause } from "../../support/builders/some-events.ts";
import { mailsFrom, mailTo, recipientsOf as to } from "./mailings-of.ts";

const masterKey = aMasterKey();
const person = (email: string, named: Partial<Administrator>) =>
  anAdministratorAt(email, { id: addressPseudonym(email, masterKey), ...named });
const ada = person("ada@contoso.example", { name: "Ada Lovelace", locale: "en" });
const ugo = person("ugo@contoso.example", { locale: "it" });
const customer = aCustomer([], { name: "Contoso Group", administrators: [ada, ugo] });
const email = "grace@elsewhere.example";
const grace = { id: addressPseudonym(email, masterKey), email };

/** The mails of an event, sent while the customer is stored as given. */
function mails(event: DomainEvent | undefined, stored: Customer, at = now, more: readonly RawItem[] = []) {
  const live = more.filter(({ entity }) => entity === "relationship");
  const { table } = scriptedTable([customerItem(stored), ...more], {
    query: async ({ sort }) => ({
      items: sort && "beginsWith" in sort && sort.beginsWith === "REL#" ? live : [],
      next: null,
    }),
  });
  return mailsFrom(table, toStoredEvent(event!, following(null, aCause({ partnerId: "", now: at }))), at);
}
/** The mails of one step of several that were written together. */
const ofStep = (type: string, before: Customer, steps: readonly CustomerStep[] | null, more?: readonly RawItem[]) =>
  mails(steps?.find(({ event }) => event.type === type)?.event, afterSteps(before, steps ?? []), now, more);

const linkIn = (sent: readonly Mailing[], address: string): string | undefined =>
  /https:\S+/.exec(mailTo(sent, address)?.text ?? "")?.[0];

const added = addAdministrator(customer, { ...grace, locale: "de" }, { by: ada, now }, policy);
const waiting = afterSteps(customer, added);
const number = waiting.links;
const confirmed = confirmAdministrator(waiting, { id: grace.id, number, locale: "de" }, now, policy) ?? [];
const three = afterSteps(waiting, confirmed);

describe("the mails about a new administrator", () => {
  test("ask the new one to confirm, in the adder's language, and inform the others in their own", async () => {
    const sent = await ofStep("AdministratorAdded", customer, added);
    expect(to(sent)).toEqual([email, ada.email, ugo.email]);
    for (const one of sent) expect(one).toMatchObject({ kind: "notice", senderName: "Fabrikam Cloud", replyTo: null });
    expect(sent.map(({ mail }) => mail.subject)).toEqual([
      "Ada Lovelace bittet Sie, Administrator von Contoso Group zu werden",
      "Ada Lovelace added an administrator for Contoso Group",
      "Ada Lovelace ha aggiunto un amministratore per Contoso Group",
    ]);
    expect(linkIn(sent, ada.email)).toBe(
      `https://rapport.example/portal/customers/${ids.customer}/administrators?lang=en`,
    );
  });

  test("have a link to confirm for the new one alone, which lasts as long as its entry", async () => {
    const sent = await ofStep("AdministratorAdded", customer, added);
    const [, token = "", lang] = /confirm\/([^?]+)\?lang=(\w+)/.exec(linkIn(sent, email) ?? "") ?? [];
    expect(verifyConfirmation(token, masterKey)).toEqual({
      ...{ kind: "administrator", subject: ids.customer, address: grace.id, number, endsAt: later({ days: 7 }) },
    });
    expect(lang).toBe("de");
    for (const { mail } of sent.slice(1)) expect(mail.text + mail.html).not.toContain("/confirm/");
  });

  test("are in the language in which the new one has used Rapport before", async () => {
    const known = { ...administersNothing(grace.id), version: 1, email, locale: "es" };
    const { item } = administeredWrite(administersNothing(grace.id), known) as { item: RawItem };
    const sent = await ofStep("AdministratorAdded", customer, added, [item]);
    expect(mailTo(sent, email)?.subject).toContain("le pide que sea administrador");
  });

  test("go to the administrators only once the new one has confirmed, was removed or is too late", async () => {
    const [event] = added.map((step) => step.event);
    const removed = afterSteps(waiting, removeAdministrator(waiting, grace.id, { by: ada, now }));
    for (const [stored, at] of [
      [three, now],
      [removed, now],
      [waiting, later({ days: 7 })],
    ] as const) {
      const sent = await mails(event, stored, at);
      expect(to(sent)).toEqual(stored.administrators.map((administrator) => administrator.email));
      for (const { mail } of sent) expect(mail.text).not.toContain("/confirm/");
    }
  });

  test("tell everybody about the confirmation and the end of the cool-off", async () => {
    const sent = await ofStep("AdministratorConfirmed", waiting, confirmed);
    expect(to(sent)).toEqual([ada.email, ugo.email, email]);
    expect(mailTo(sent, ada.email)?.subject).toContain("is now an administrator of Contoso Group");
    expect(mailTo(sent, ada.email)?.text).toMatch(/only from .* UTC/);
    expect(mailTo(sent, email)?.subject).toBe("Sie sind jetzt Administrator von Contoso Group");
    expect(mailTo(sent, email)?.text).toMatch(/erst ab dem .* UTC\./);
  });
});

describe("the mails about a removed administrator", () => {
  test.each([
    ["was removed", removeAdministrator(three, ugo.id, { by: ada, now }), "Ada Lovelace removed an administrator"],
    ["left", removeAdministrator(three, ugo.id, { by: ugo, now }), "is no longer an administrator of"],
    ["was erased", dropAdministrator(three, ugo.id, "erased", now), "is no longer an administrator of"],
  ])("go to that one and to the others when it %s", async (_, steps, words) => {
    const sent = await ofStep("AdministratorRemoved", three, steps);
    expect(to(sent)).toEqual([ugo.email, ada.email, email]);
    expect(mailTo(sent, ada.email)?.subject).toContain(words);
    expect(mailTo(sent, ada.email)?.text).toContain(ugo.email);
    expect(mailTo(sent, ugo.email)?.subject).toContain("no longer an administrator of Contoso Group");
    expect(mailTo(sent, ugo.email)?.text).not.toContain("https:");
  });

  test("go only to the others when mail to it cannot be delivered", async () => {
    const sent = await ofStep("AdministratorRemoved", three, dropAdministrator(three, ugo.id, "unreachable", now));
    expect(to(sent)).toEqual([ada.email, email]);
    expect(mailTo(sent, ada.email)?.text).toContain(`An e-mail to ${ugo.email} could not be delivered`);
  });

  test("go only to the administrators when it did not confirm in time", async () => {
    const sent = await ofStep("AdministratorRemoved", waiting, settleCustomer(waiting, later({ days: 8 })));
    expect(to(sent)).toEqual([ada.email, ugo.email]);
    expect(mailTo(sent, ada.email)?.text).toContain("did not confirm in time");
  });

  test("do not call it a former administrator when it had not confirmed", async () => {
    const sent = await ofStep(
      "AdministratorRemoved",
      waiting,
      removeAdministrator(waiting, grace.id, { by: ada, now }),
    );
    expect(to(sent)).toEqual([email, ada.email, ugo.email]);
    expect(mailTo(sent, email)?.subject).toContain("no longer asked to become an administrator");
    expect(mailTo(sent, ada.email)?.text).toContain("it was never an administrator");
  });

  test("do not tell an administrator about its removal once it is one again", async () => {
    const [step] = removeAdministrator(three, ugo.id, { by: ada, now });
    expect(mailTo(await mails(step?.event, three), ugo.email)?.subject).not.toContain("Non siete più");
  });
});

describe("the mails to all administrators about a changed customer", () => {
  test("name the old and the new name and who changed it, and say that the new one is not verified", async () => {
    const verified = { ...customer, verified: { at: now, how: "company register" } };
    const sent = await ofStep("CustomerChanged", verified, renameCustomer(verified, "Adatum", { by: ada, now }));
    expect(to(sent)).toEqual([ada.email, ugo.email]);
    expect(mailTo(sent, ada.email)?.subject).toBe("Ada Lovelace renamed Contoso Group to Adatum");
    expect(mailTo(sent, ada.email)?.text).toContain("The new name is not verified.");
  });

  test("name what the operator verified and linked, and what it withdrew", async () => {
    const set = changeByOperator(customer, { externalId: "tenant-4711", verified: "company register" }, now);
    const [first] = await ofStep("CustomerChanged", customer, set);
    expect(first?.mail.subject).toBe("Fabrikam Cloud changed the details of Contoso Group");
    expect(first?.mail.text).toContain("company register");
    expect(first?.mail.text).toContain("tenant-4711");
    const before = afterSteps(customer, set);
    const [second] = await ofStep("CustomerChanged", before, changeByOperator(before, { verified: null }, now));
    expect(second?.mail.text).toContain("withdrew its verification");
    expect(second?.mail.text).not.toContain("account");
  });

  const partner = { ...partnerKeys.profile(ids.partner), ...aPartner() };
  const by = { id: ada.id, email: ada.email, name: ada.name };
  const none = noSenders(ids.customer);
  const block = changeSenders(none, { partnerId: ids.partner, status: "blocked" }, by, false);
  const list = changeSenders(block!.after, { partnerId: ids.partner, status: "listed" }, by, false);
  const mode = changeSenders(list!.after, { mode: "listed" }, by, false);
  const itemOf = ({ event }: NonNullable<typeof block>): RawItem =>
    storedItem(toStoredEvent(event, following(null, aCause({ partnerId: "" }))));

  test.each([
    [block, [], ["Contoso Partner is blocked"], ["list"]],
    [list, [block!], ["no longer blocked", "now on the list"], ["Only partners"]],
    [mode, [list!], ["Only partners on the list"], ["Contoso Partner"]],
  ])("name only what is new about who may send requests (%#)", async (change, before, said, unsaid) => {
    const sent = await mails(change?.event, customer, now, [partner, ...before.map(itemOf)]);
    expect(to(sent)).toEqual([ada.email, ugo.email]);
    expect(sent[0]?.mail.subject).toBe("Ada Lovelace changed who can send requests to Contoso Group");
    const body = sent[0]?.mail.text.split("If this was not right")[0] ?? "";
    for (const words of said) expect(body).toContain(words);
    for (const words of unsaid) expect(body).not.toContain(words);
  });
});

describe("the mails about a customer without administrators and its recovery", () => {
  const partnerTwo = "ptn_01JD0000000000000000000009";
  const relationshipItems = [
    aRelationship(),
    aRelationship({ id: "rel_01JD0000000000000000000005", type: "advisor" }),
    aRelationship({
      id: "rel_01JD0000000000000000000006",
      partnerId: partnerTwo,
      invitationId: "inv_01JD0000000000000000000002",
    }),
  ];
  const partners: RawItem[] = [
    { ...partnerKeys.profile(ids.partner), ...aPartner({ notifications: ["team@contoso-partner.example"] }) },
    { ...partnerKeys.profile(partnerTwo), ...aPartner({ id: partnerTwo, displayName: "Adatum", locale: "de" }) },
    userItem(aUser()),
    userItem(aUser({ id: "user-2", partnerId: partnerTwo, email: "ben@adatum.example" })),
    invitationItem(anInvitation({ status: "accepted" })),
    invitationItem({
      ...anInvitation({ status: "accepted", id: "inv_01JD0000000000000000000002" }),
      ...{ partnerId: partnerTwo, createdBy: { id: "user-2", email: "ben@adatum.example" } },
    }),
    ...relationshipItems.map(relationshipItem),
  ];
  const people = ["sales@contoso-partner.example", "team@contoso-partner.example", "ben@adatum.example"];
  const alone = aCustomer([], { name: "Contoso Group", administrators: [ada] });
  const gone = dropAdministrator(alone, ada.id, "unreachable", now);
  const nobody = afterSteps(alone, gone);
  const request = { ...grace, reason: "Both have left the company.", force: false };
  const requested = requestRecovery(customer, request, now, policy);
  const recovering = afterSteps(customer, requested);
  const forced = requestRecovery(nobody, { ...request, force: true }, now, policy);
  const entered = afterSteps(nobody, forced);
  const recovered =
    confirmAdministrator(entered, { id: grace.id, number: entered.links, locale: "en" }, now, policy) ?? [];

  test("go once to each partner with a live relationship, in its language, while there is no administrator", async () => {
    const sent = await ofStep("CustomerUnattended", alone, gone, partners);
    expect(to(sent)).toEqual(people);
    expect(mailTo(sent, people[0]!)?.subject).toBe("Contoso has no administrator any more");
    expect(mailTo(sent, people[2]!)?.subject).toBe("Contoso hat keinen Administrator mehr");
    expect(mailTo(sent, people[0]!)?.text).toContain("work until they end");
    const event = gone.find(({ event: { type } }) => type === "CustomerUnattended")?.event;
    expect(await mails(event, alone, now, partners)).toEqual([]);
  });

  test("tell each partner when there is an administrator again", async () => {
    const sent = await ofStep("CustomerAttended", entered, recovered, partners);
    expect(to(sent)).toEqual(people);
    expect(sent[0]?.mail.subject).toBe("Contoso has an administrator again");
    const event = recovered.find(({ event: { type } }) => type === "CustomerAttended")?.event;
    expect(await mails(event, nobody, now, partners)).toEqual([]);
  });

  test("announce a recovery to everybody, with each administrator's own link to stop it", async () => {
    const sent = await ofStep("CustomerRecoveryRequested", customer, requested, partners);
    expect(to(sent)).toEqual([ada.email, ugo.email, ...people]);
    for (const administrator of [ada, ugo]) {
      const [, token = ""] = /stop\/([^?]+)\?lang=/.exec(linkIn(sent, administrator.email) ?? "") ?? [];
      expect(verifyStop(token, masterKey)).toEqual({
        ...{ kind: "recovery", subject: ids.customer, address: administrator.id, number: recovering.recovery?.number },
      });
    }
    expect(mailTo(sent, ada.email)?.text).toContain("Both have left the company.");
    for (const person of people) {
      expect(mailTo(sent, person)?.text).not.toMatch(/https:|left the company/);
      expect(mailTo(sent, person)?.text).not.toContain(email);
    }
  });

  test("have no link to stop a recovery that was stopped or forced", async () => {
    const [step] = requested;
    const stopped = stopRecovery(recovering, recovering.recovery!.number, { by: ada, now }) ?? [];
    const again = requestRecovery(customer, { ...request, force: true }, now, policy);
    for (const sent of [
      await mails(step?.event, afterSteps(recovering, stopped)),
      await ofStep("CustomerRecoveryRequested", customer, again),
    ]) {
      expect(to(sent)).toEqual([ada.email, ugo.email]);
      for (const { mail } of sent) expect(mail.text).not.toContain("/stop/");
    }
  });

  test("ask the address to confirm in the operator's name when nobody stopped the recovery", async () => {
    const due = advanceRecovery(recovering, later({ days: 7 }), policy);
    const event = due.find(({ event: { type } }) => type === "AdministratorAdded")?.event;
    const sent = await mails(event, afterSteps(recovering, due), later({ days: 7 }));
    expect(to(sent)).toEqual([email, ada.email, ugo.email]);
    expect(mailTo(sent, email)?.subject).toContain("Fabrikam Cloud asks you to become an administrator");
    expect(mailTo(sent, ada.email)?.subject).toBe("Fabrikam Cloud added an administrator for Contoso Group");
  });

  test("tell everybody that a recovery was stopped, and only administrators by whom", async () => {
    const stopped = stopRecovery(recovering, recovering.recovery!.number, { by: ada, now });
    const sent = await ofStep("CustomerRecoveryStopped", recovering, stopped, partners);
    expect(to(sent)).toEqual([ada.email, ugo.email, ...people]);
    expect(mailTo(sent, ugo.email)?.text).toContain("Ada Lovelace (ada@contoso.example)");
    for (const person of people) expect(mailTo(sent, person)?.text).not.toContain("Ada Lovelace");
  });

  test("tell everybody that a recovery is complete", async () => {
    const sent = await ofStep("CustomerRecoveryCompleted", entered, recovered, partners);
    expect(to(sent)).toEqual([email, ...people]);
    expect(sent[0]?.mail.subject).toBe("The recovery of access for Contoso Group is complete");
  });
});

test("no mail is sent about a customer that is not stored", async () => {
  const event = toStoredEvent(added[0]!.event, following(null, aCause({ partnerId: "" })));
  expect(await mailsFrom(scriptedTable([]).table, event)).toEqual([]);
});
