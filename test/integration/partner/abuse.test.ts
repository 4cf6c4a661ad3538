import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { alarmLines } from "../../../shared/names.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import { present } from "../../../shared/table/places.ts";
import { publishHistory } from "../../support/table/publish-history.ts";
import type { Desk } from "../../support/desk.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { listenToLog } from "../../support/stack/log-lines.ts";
import { openOffice, refused } from "../../support/office.ts";

const office = openOffice();
beforeEach(() => void listenToLog());
afterEach(() => void vi.restoreAllMocks());
const partnerOf = async ({ partnerId }: Desk) => await office().table.read(present(partnerPlace(partnerId)));
const invite = async (desk: Desk, email: string) => {
  const { id } = (await desk.create({ email })).reading;
  return { id, customer: await office().customer(id) };
};

describe("(C22) reporting a partner", () => {
  it("declines the invitation, by an event of its own, and once", async () => {
    const desk = await office().desk();
    const { id, customer } = await invite(desk, "a@a.example");
    expect(await customer.report()).toBe("done");
    expect(await customer.report()).toBe("done");
    expect((await desk.read(id)).invitation).toMatchObject({ status: "declined", decision: { outcome: "reported" } });
    const types = (await readHistory(office().table, id)).map(({ type }) => type);
    expect(types).toEqual(["InvitationCreated", "InvitationIssued", "InvitationViewed", "InvitationReported"]);
    expect((await partnerOf(desk)).frozen).toBe(false);
  });

  it("freezes the partner when enough mailboxes did, with its event in the same write", async () => {
    const desk = await office().desk();
    const open = await invite(desk, "open@open.example");
    const silent = await invite(desk, "silent@open.example");
    for (const email of ["a@a.example", "a+tag@a.example", "A+other@a.example", "b@a.example", "c@a.example"])
      await (await invite(desk, email)).customer.report();
    expect((await partnerOf(desk)).frozen).toBe(false);

    await (await invite(desk, "a@c.example")).customer.report();
    expect(await partnerOf(desk)).toMatchObject({ frozen: true, version: 2 });
    const [, event] = await readHistory(office().table, desk.partnerId);
    expect(event).toMatchObject({ metadata: { actor: { kind: "system" } }, data: { cause: "reports" } });

    expect((await refused(open.customer.accept())).kind).toBe("partner-frozen");
    expect((await refused(desk.create())).kind).toBe("partner-frozen");
    expect(await open.customer.decline()).toBe("done");
    expect(await silent.customer.report()).toBe("done");
    expect((await partnerOf(desk)).version).toBe(2);
  });

  it("weighs the reports by what the partner has sent in the last thirty days", async () => {
    const desk = await office().desk();
    const long = 400;
    const sentOn = async (at: string, used: number) =>
      office().table.set(partnerKeys.dayQuota(desk.partnerId, at.slice(0, 10)), { entity: "quota", schema: 1, used });
    await sentOn(later({ days: -29 }), long);
    await sentOn(later({ days: -30 }), 10_000);
    const report = async (email: string) => (await invite(desk, email)).customer.report();
    for (const name of ["a", "b", "c", "d"]) await report(`a@${name}.example`);
    expect((await partnerOf(desk)).frozen).toBe(false);
    await report("a@e.example");
    expect((await partnerOf(desk)).frozen).toBe(true);
    // The audit of counters knows of no sendings behind these two.
    for (const days of [-29, -30])
      await office().table.remove(partnerKeys.dayQuota(desk.partnerId, later({ days }).slice(0, 10)));
  });

  it("alarms the operator of each report, and names nobody who reported", async () => {
    const { lines } = listenToLog();
    const desk = await office().desk();
    const { id, customer } = await invite(desk, "a@alarm.example");
    await customer.report();
    await publishHistory(office().table, id);
    expect(lines.filter(({ message }) => message === alarmLines.partnerReported)).toEqual([
      expect.objectContaining({ level: "warn", partnerId: desk.partnerId, aggregate: id }),
    ]);
    expect(JSON.stringify(lines)).not.toContain("alarm.example");
  });

  it("counts customers that report in the same moment", async () => {
    const desk = await office().desk();
    const invited = [];
    for (const name of ["d", "e", "f"]) invited.push(await invite(desk, `a@${name}.example`));
    await Promise.all(invited.map(({ customer }) => customer.report()));
    expect((await partnerOf(desk)).frozen).toBe(true);
  });
});
