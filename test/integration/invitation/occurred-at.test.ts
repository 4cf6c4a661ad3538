import { describe, expect, it } from "vitest";
import { requestSignIn } from "../../../shared/portal-access/request-sign-in.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { eventsIn } from "../../support/audit/events-in.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { openProduct } from "../../actors/product.ts";

const product = openProduct();

/** When each event of an aggregate occurred, in the order of their sequences. */
const timesOf = async (aggregate: string): Promise<string[]> =>
  eventsIn(await product().store.scan())
    .map(({ metadata }) => metadata)
    .filter((metadata) => metadata.aggregate === aggregate)
    .sort((a, b) => a.sequence - b.sequence)
    .map(({ occurredAt }) => occurredAt);

const ahead = later({ minutes: 1 });

describe("an event is never dated before the previous one, even if its function's clock is slow:", () => {
  it("of an invitation", async () => {
    const partner = await product().partner();
    const { id } = await partner.create({}, { at: ahead });
    await partner.resend(id, { at: now });
    await partner.cancel(id, { at: later({ minutes: 2 }) });
    const after = later({ minutes: 2 });
    expect(await timesOf(id)).toEqual([ahead, ahead, ahead, after]);
  });

  it("of a delivery, with the history in the same order", async () => {
    const partner = await product().partner();
    const { id } = await partner.create();
    await product().mailService.report(id, "sent", { at: ahead });
    await product().mailService.report(id, "delivered", { at: now });
    await product().mailService.report(id, "complained", { at: now });
    expect(await timesOf(`${id}/delivery`)).toEqual([ahead, ahead, ahead]);
    const history: StoredEvent[] = await readHistory(product().table, id);
    expect(history.slice(-3).map(({ type }) => type)).toEqual([
      "InvitationMailed",
      "InvitationDelivered",
      "InvitationComplained",
    ]);
  });

  it("of notes", async () => {
    const partner = await product().partner();
    const { id } = await partner.create({ notes: { reference: "A" } }, { at: ahead });
    await partner.note(id, { reference: "B" }, { at: now });
    expect(await timesOf(`${id}/notes`)).toEqual([ahead, ahead]);
  });

  it("of a partner", async () => {
    const { partnerId } = await product().partner();
    await product().operator.freeze(partnerId, ahead);
    await product().operator.release(partnerId, now);
    expect((await timesOf(partnerId)).slice(1)).toEqual([ahead, ahead]);
  });

  it("of a relationship", async () => {
    const partner = await product().partner();
    const email = "it@occurred.example";
    const { relationshipId, administrator } = await partner.connect({ email }, {}, ahead);
    await administrator.at(now).removePermissions(relationshipId);
    expect(await timesOf(relationshipId)).toEqual([ahead, ahead]);
  });

  it("of a customer's sender settings and sign-in requests", async () => {
    const { partnerId } = await product().partner();
    const email = "ada@occurred.example";
    const administrator = await product().founder(email, { at: ahead });
    await administrator.changeSenders({ partnerId, status: "blocked" });
    await administrator.at(now).changeSenders({ mode: "listed" });
    expect(await timesOf(`${administrator.customerId}/senders`)).toEqual([ahead, ahead]);
    for (const at of [ahead, now])
      await requestSignIn(product(), { email, locale: "en", next: "" }, { now: at, correlationId: "c" });
    const aggregate = `adr_${administrator.address}/sign-in`;
    expect(await timesOf(aggregate)).toEqual([ahead, ahead]);
  });
});
