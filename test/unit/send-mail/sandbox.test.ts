import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { userKeys } from "../../../shared/users/item.ts";
import { describe, expect, test } from "vitest";
import { sendMail } from "../../../functions/send-mail/handler.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { addAdministrator } from "../../../shared/customer/rules/administrators.ts";
import { afterSteps } from "../../../shared/kernel/steps.ts";
import { following, toStoredEvent, type StoredEvent } from "../../../shared/events/envelope.ts";
import { customerItem } from "../../../shared/customer/items/item.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { aCustomer, someLimits } from "../../support/builders/a-customer.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { anInvitation, aPartner, ids, someTerms } from "../../support/builders/builders.ts";
import { clockAt, now } from "../../support/builders/fixed-clock.ts";
import { aBatch, aMessage } from "../../support/stack/queue-events.ts";
import { itemsOf, scriptedTable } from "../../support/table/scripted-table.ts";
import { aCause, anEvent, onBus } from "../../support/builders/some-events.ts";

const pseudonymOf = (email: string): string => addressPseudonym(email, aMasterKey());
const usersMailbox = (email: string): RawItem => ({
  ...userKeys.mailbox(ids.partner, pseudonymOf(email)),
  users: 1,
});

/** Runs the function with an event; returns the mails that it sent and what it wrote. */
async function mail(event: StoredEvent, items: readonly RawItem[]) {
  const sent: { to: string; subject: string }[] = [];
  const { table, transactions, puts } = scriptedTable([
    { ...partnerKeys.profile(ids.partner), ...aPartner({ sandbox: true }) },
    ...items,
  ]);
  const handler = sendMail({
    ...{
      table,
      masterKey: async () => aMasterKey(),
      clock: clockAt(),
      postpone: async () => undefined,
      stopwatch: () => 0,
    },
    ...{ publicUrl: "https://rapport.example", operatorName: "Fabrikam Cloud", operatorLinks: {} },
    measureQuota: async () => undefined,
    post: async ({ to, subject }) => {
      sent.push({ to, subject });
      return "0100018f-ses";
    },
  });
  expect(await handler(aBatch(aMessage(onBus(event))))).toEqual({ batchItemFailures: [] });
  return { sent, written: [...itemsOf(transactions), ...puts] };
}

const inSandbox = (event: StoredEvent): StoredEvent => ({ ...event, metadata: { ...event.metadata, sandbox: true } });
const requestTo = (email: string): RawItem[] => {
  const terms = someTerms({ customer: { email, organization: null, contactName: null, locale: "en" } });
  const invitation = { ...anInvitation({ status: "pending", terms }), sandbox: true };
  return [invitationItem(invitation)];
};

describe("(H54) a request of a sandbox partner", () => {
  test.each(["success@simulator.amazonses.com", "tester+contoso@sandbox.example"])(
    "is sent to %s with a mark in the subject",
    async (to) => {
      const { sent } = await mail(inSandbox(anEvent()), [...requestTo(to), usersMailbox("tester@sandbox.example")]);
      expect(sent).toMatchObject([{ to, subject: expect.stringMatching(/^\[Test\] /) as string }]);
    },
  );

  test("is rejected, with a reason, for an address that is not one of the partner's users", async () => {
    const { sent, written } = await mail(inSandbox(anEvent()), requestTo("tester@sandbox.example"));
    expect(sent).toEqual([]);
    expect(written).toMatchObject([
      { entity: "delivery", status: "rejected", reason: expect.stringContaining("its own users") as string },
      { entity: "event", type: "InvitationRejected", metadata: { sandbox: true } },
    ]);
  });

  test("differs from a real partner's request, which is sent to any address without a mark", async () => {
    const { sent } = await mail(anEvent(), requestTo("it@contoso.example"));
    expect(sent).toMatchObject([
      { to: "it@contoso.example", subject: expect.not.stringContaining("[Test]") as string },
    ]);
  });
});

test("mails about a customer of a sandbox go to its partner's users only", async () => {
  const [tester, stranger] = ["tester@sandbox.example", "stranger@contoso.example"];
  const before = aCustomer([tester], { sandbox: ids.partner });
  const [founder] = before.administrators;

  const entry = { id: pseudonymOf(stranger), email: stranger, locale: "en" };
  const steps = addAdministrator(before, entry, { by: founder!, now }, someLimits);
  const event = toStoredEvent(steps[0]!.event, following(null, aCause({ partnerId: "" })));
  const { sent } = await mail(event, [customerItem(afterSteps(before, steps)), usersMailbox(tester)]);
  expect(event.metadata).toMatchObject({ partnerId: null, sandbox: true });
  expect(sent.map(({ to }) => to)).toEqual([tester]);
});
