import { describe, expect, it } from "vitest";
import { annotateInvitation } from "../../../shared/invitation/commands/annotate-invitation.ts";
import { changeSenders } from "../../../shared/customer/commands/change-senders.ts";
import { removePermissions } from "../../../shared/relationship/commands/remove-permissions.ts";
import { requestSignIn } from "../../../shared/portal-access/request-sign-in.ts";
import { freezePartner, releasePartner } from "../../../shared/partner/commands/supervise-partner.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { anAdministrator } from "../../support/administrators.ts";
import { eventsIn } from "../../support/audit/table.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { openOffice } from "../../support/office.ts";

const office = openOffice();

/** When each event of an aggregate occurred, in the order of their sequences. */
const timesOf = async (aggregate: string): Promise<string[]> =>
  eventsIn(await office().store.scan())
    .map(({ metadata }) => metadata)
    .filter((metadata) => metadata.aggregate === aggregate)
    .sort((a, b) => a.sequence - b.sequence)
    .map(({ occurredAt }) => occurredAt);

const ahead = later({ minutes: 1 });

describe("an event never occurs before the one that it follows, though its function's clock is slow:", () => {
  it("of an invitation", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({}, { at: ahead })).reading;
    await desk.resend(id, { at: now });
    await desk.cancel(id, { at: later({ minutes: 2 }) });
    const after = later({ minutes: 2 });
    expect(await timesOf(id)).toEqual([ahead, ahead, ahead, after]);
  });

  it("of a delivery, and the history shows the events in that order", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create()).reading;
    await desk.mailed(id, { at: ahead });
    await desk.mailed(id, { outcome: "delivered", at: now });
    await desk.mailed(id, { outcome: "complained", at: now });
    expect(await timesOf(`${id}/delivery`)).toEqual([ahead, ahead, ahead]);
    const history: StoredEvent[] = await readHistory(office().table, id);
    expect(history.slice(-3).map(({ type }) => type)).toEqual([
      "InvitationMailed",
      "InvitationDelivered",
      "InvitationComplained",
    ]);
  });

  it("of notes", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({ notes: { reference: "A" } }, { at: ahead })).reading;
    await annotateInvitation(office(), id, { reference: "B" }, desk.cause(now));
    expect(await timesOf(`${id}/notes`)).toEqual([ahead, ahead]);
  });

  it("of a partner", async () => {
    const { partnerId } = await office().desk();
    const by = (at: string) =>
      ({ now: at, actor: { kind: "operator", id: "o-1" }, correlationId: "c", causationId: null }) as const;
    await freezePartner(office(), partnerId, null, by(ahead), null);
    await releasePartner(office(), partnerId, by(now), null);
    expect((await timesOf(partnerId)).slice(1)).toEqual([ahead, ahead]);
  });

  it("of a relationship", async () => {
    const desk = await office().desk();
    const email = "it@occurred.example";
    const { id } = (await desk.create({ email })).reading;
    await (await office().customer(id)).accept({}, ahead);
    const relationshipId = (await desk.read(id)).invitation.relationshipId ?? "";
    const administrator = await anAdministrator(office(), email, now);
    await removePermissions(office(), { relationshipId, permissions: "all" }, administrator);
    expect(await timesOf(relationshipId)).toEqual([ahead, ahead]);
  });

  it("of a customer's senders and of its requests to sign in", async () => {
    const { partnerId } = await office().desk();
    const email = "ada@occurred.example";
    const administrator = await anAdministrator(office(), email, ahead);
    await changeSenders(office(), { partnerId, standing: "blocked" }, administrator);
    await changeSenders(office(), { mode: "listed" }, { ...administrator, now });
    expect(await timesOf(`${administrator.customerId}/senders`)).toEqual([ahead, ahead]);
    for (const at of [ahead, now])
      await requestSignIn(office(), { email, locale: "en", next: "" }, { now: at, correlationId: "c" });
    const aggregate = `adr_${administrator.address}/sign-in`;
    expect(await timesOf(aggregate)).toEqual([ahead, ahead]);
  });
});
