import { describe, expect, it } from "vitest";
import { stopCode, readCodeStop } from "../../../shared/invitation/commands/stop-code.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import type { Stop } from "../../../shared/crypto/stops.ts";
import { reportsPlace } from "../../../shared/partner/items/abuse.ts";
import type { Partner } from "../../actors/partner.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { openProduct } from "../../actors/product.ts";

const product = openProduct();
listenToEachLog();

let count = 0;
async function aRequestWithCode() {
  const partner = await product().partner();
  const email = `it@stopped-${++count}.example`;
  const { id, customer } = await partner.invite({ email });
  await customer.requestCode();
  const address = addressPseudonym(email, await product().masterKey());
  const stop: Stop = { kind: "code", subject: id, address, number: 1 };
  const press = () => stopCode(product(), stop, { now, correlationId: "c-3", locale: "en" });
  const state = async () => (await readCodeStop(product().table, await product().masterKey(), stop, now))?.state;
  return { partner, id, email, customer, press, state };
}
const reportsOf = async ({ partnerId }: Partner) => (await product().table.read(reportsPlace(partnerId))).reports;

describe("a person who did not ask for a code", () => {
  it("declines and reports the request once, even if the button is pressed again, and can get another request", async () => {
    const { partner, id, email, press, state } = await aRequestWithCode();
    expect(await state()).toBe("waiting");
    await Promise.all([press(), press()]);
    await press();
    expect(await state()).toBe("reported");
    expect((await product().typesOf(id)).filter((type) => type === "InvitationReported")).toHaveLength(1);
    expect(await reportsOf(partner)).toHaveLength(1);
    expect((await partner.create({ email })).reading.status).toBe("pending");
  });

  it("can decline after the partner has revoked its links or was frozen", async () => {
    for (const attributes of [{ linkEpoch: 7 }, { frozen: true }]) {
      const { partner, press, state } = await aRequestWithCode();
      await product().setPartner(partner.partnerId, attributes);
      await press();
      expect(await state()).toBe("reported");
    }
  });

  it("cannot decline an accepted request, and of two concurrent answers only one counts", async () => {
    const late = await aRequestWithCode();
    await late.customer.accept();
    await late.press();
    expect(await late.state()).toBe("accepted");
    expect(await reportsOf(late.partner)).toEqual([]);

    const race = await aRequestWithCode();
    await Promise.allSettled([race.customer.accept(), race.press()]);
    const answers = (await product().typesOf(race.id)).filter((type) => /Accepted|Reported/.test(type));
    expect(answers).toHaveLength(1);
    expect(await race.state()).toBe(answers[0] === "InvitationAccepted" ? "accepted" : "reported");
  });

  it("changes nothing with the mail of an older link", async () => {
    const { partner, id, press, state } = await aRequestWithCode();
    await partner.resend(id, { rotate: true });
    await press();
    expect(await state()).toBe("ended");
    expect(await reportsOf(partner)).toEqual([]);
  });
});
