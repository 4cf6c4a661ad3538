import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { stopCode, readCodeStop } from "../../../shared/codes/stop-code.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import type { Stop } from "../../../shared/crypto/stops.ts";
import { reportsPlace } from "../../../shared/partner/items/abuse.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import type { Desk } from "../../support/desk.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { listenToLog } from "../../support/stack/log-lines.ts";
import { openOffice } from "../../support/office.ts";

const office = openOffice();
beforeEach(() => void listenToLog());
afterEach(() => void vi.restoreAllMocks());

let count = 0;
async function aRequestWithCode() {
  const desk = await office().desk();
  const email = `it@stopped-${++count}.example`;
  const { id } = (await desk.create({ email })).reading;
  const customer = await office().customer(id);
  await customer.requestCode();
  const address = addressPseudonym(email, await office().masterKey());
  const stop: Stop = { kind: "code", subject: id, address, number: 1 };
  const press = () => stopCode(office(), stop, { now, correlationId: "c-3", locale: "en" });
  const state = async () => (await readCodeStop(office().table, await office().masterKey(), stop, now))?.state;
  return { desk, id, email, customer, press, state };
}
const typesOf = async (id: string) => (await readHistory(office().table, id)).map(({ type }) => type);
const reportsOf = async ({ partnerId }: Desk) => (await office().table.read(reportsPlace(partnerId))).reports;

describe("(C23) who got a code without having asked for it", () => {
  it("declines and reports once, however often it is pressed, and leaves room for another request", async () => {
    const { desk, id, email, press, state } = await aRequestWithCode();
    expect(await state()).toBe("waiting");
    await Promise.all([press(), press()]);
    await press();
    expect(await state()).toBe("reported");
    expect((await typesOf(id)).filter((type) => type === "InvitationReported")).toHaveLength(1);
    expect(await reportsOf(desk)).toHaveLength(1);
    expect((await desk.create({ email })).reading.status).toBe("pending");
  });

  it("is heard although the partner took its links back, or was frozen, in between", async () => {
    for (const attributes of [{ linkEpoch: 7 }, { frozen: true }]) {
      const { desk, press, state } = await aRequestWithCode();
      await office().setPartner(desk.partnerId, attributes);
      await press();
      expect(await state()).toBe("reported");
    }
  });

  it("comes too late once somebody has accepted, and both at once end in one answer", async () => {
    const late = await aRequestWithCode();
    await late.customer.accept();
    await late.press();
    expect(await late.state()).toBe("accepted");
    expect(await reportsOf(late.desk)).toEqual([]);

    const race = await aRequestWithCode();
    await Promise.allSettled([race.customer.accept(), race.press()]);
    const answers = (await typesOf(race.id)).filter((type) => /Accepted|Reported/.test(type));
    expect(answers).toHaveLength(1);
    expect(await race.state()).toBe(answers[0] === "InvitationAccepted" ? "accepted" : "reported");
  });

  it("changes nothing by the mail of an older link", async () => {
    const { desk, id, press, state } = await aRequestWithCode();
    await desk.resend(id, { rotate: true });
    await press();
    expect(await state()).toBe("ended");
    expect(await reportsOf(desk)).toEqual([]);
  });
});
