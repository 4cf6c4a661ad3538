import { describe, expect, test } from "vitest";
import { mailingOf } from "../../../functions/send-mail/mailing.ts";
import { failureOf } from "../../../functions/send-mail/post-office.ts";
import { codeFor } from "../../../shared/crypto/codes.ts";
import { mailedEvents } from "../../../shared/names.ts";
import { deliveryItem, invitationItem } from "../../../shared/store/invitation-items.ts";
import { invitationStatuses } from "../../../shared/domain/invitation-lifecycle.ts";
import { keys } from "../../../shared/store/keys.ts";
import type { RawItem } from "../../../shared/store/table.ts";
import { aDelivery, anInvitation, anIssue, aPartner, ids } from "../../support/builders.ts";
import { aMasterKey } from "../../support/a-master-key.ts";
import { later, now } from "../../support/fixed-clock.ts";
import { scriptedTable } from "../../support/scripted-table.ts";
import { anEvent } from "../../support/some-events.ts";

const masterKey = aMasterKey();
const issuedCode = {
  ...{ invitationId: ids.invitation, linkVersion: 1, number: 2, kid: "1", tries: 0, day: "2026-11-22", onDay: 2 },
  endsAt: later({ minutes: 30 }),
};
const partner = { ...keys.partner(ids.partner), ...aPartner() };
const pending = invitationItem(anInvitation({ status: "pending" }));
const code = { ...keys.code(ids.invitation), ...issuedCode };
const items = [partner, pending, code];

const issued = anEvent();
const reminded = anEvent({ type: "InvitationReminded", sequence: 3 });
const coded = anEvent({ type: "InvitationCodeRequested", sequence: 4, data: { code: { number: 2 } } });
const asked = [issued, reminded, coded];

const mailing = (event = issued, stored: readonly RawItem[] = items, at = now) => {
  const setting = { masterKey, publicUrl: "https://rapport.example", operatorName: "Fabrikam Cloud", now: at };
  return mailingOf(scriptedTable(stored).table, event, setting);
};

describe("the mail of an event", () => {
  test("is of the event's kind, one for every event that the mail queue takes", async () => {
    const kinds = await Promise.all(asked.map(async (event) => (await mailing(event))?.kind));
    expect(kinds).toEqual(["invitation", "reminder", "code"]);
    expect(asked.map(({ type }) => type)).toEqual(mailedEvents);
  });

  test("holds the code that its numbers make, and no link", async () => {
    const text = (await mailing(coded))?.mail.text ?? "";
    expect(text).toContain(codeFor(issuedCode, masterKey));
    expect(text).not.toContain("/i/");
  });

  test.each(asked)("$type is none once it is claimed", async (event) => {
    expect(await mailing(event, [...items, { ...keys.mail(event.metadata.eventId) }])).toBeNull();
  });

  test.each(asked)("$type is none once nobody waits for it", async (event) => {
    for (const status of invitationStatuses.filter((one) => one !== "pending"))
      expect(await mailing(event, [partner, code, invitationItem(anInvitation({ status }))]), status).toBeNull();
    expect(await mailing(event, items, later({ days: 30 }))).toBeNull();
    expect(await mailing(event, [partner, code])).toBeNull();
  });

  test.each(asked)("$type is none while its partner is frozen or unknown", async (event) => {
    const frozen = { ...partner, frozen: true };
    expect(await mailing(event, [frozen, pending, code])).toBeNull();
    expect(await mailing(event, [pending, code])).toBeNull();
  });

  test.each(asked)("$type is none once a newer mail replaced it", async (event) => {
    const resent = anInvitation({ status: "pending", issue: anIssue({ mailSequence: 5, linkVersion: 2 }) });
    expect(await mailing(event, [partner, code, invitationItem(resent)])).toBeNull();
  });

  test("is none for an invitation that the partner hands over, but its reminders and codes are", async () => {
    const self = anInvitation({ status: "pending", issue: anIssue({ mode: "self", codeRequired: true }) });
    const stored = [partner, code, invitationItem(self)];
    expect(await mailing(issued, stored)).toBeNull();
    expect((await mailing(reminded, stored))?.kind).toBe("reminder");
    expect((await mailing(coded, stored))?.kind).toBe("code");
  });

  test.each(["bounced", "complained", "rejected"] as const)(
    "is no reminder once the mail %s; a code still is",
    async (status) => {
      const stored = [...items, deliveryItem(aDelivery({ status }))];
      expect(await mailing(reminded, stored)).toBeNull();
      expect((await mailing(coded, stored))?.kind).toBe("code");
    },
  );

  test.each<[string, RawItem[]]>([
    ["there is none", []],
    ["there is a newer one", [{ ...code, number: 3 }]],
    ["it has ended", [{ ...code, endsAt: now }]],
    ["its key is gone", [{ ...code, kid: "9" }]],
  ])("is no code when %s", async (_, codes) => {
    expect(await mailing(coded, [partner, pending, ...codes])).toBeNull();
  });
});

test.each([
  ["MessageRejected", 400, "rejected"],
  ["Throttling", 400, "refused"],
  ["AccessDenied", 403, "refused"],
  ["InternalFailure", 500, "unknown"],
  ["ServiceUnavailable", 503, "unknown"],
  ["TimeoutError", undefined, "unknown"],
] as const)("SES's %s (%j) says that the mail was %s", (name, httpStatusCode, failure) => {
  expect(failureOf(Object.assign(new Error(), { name, $metadata: { httpStatusCode } }))).toBe(failure);
  expect(failureOf(new Error("socket hang up"))).toBe("unknown");
});
