import { describe, expect, it } from "vitest";
import { keys } from "../../shared/store/keys.ts";
import { readHistory } from "../../shared/store/events.ts";
import { parsePartner } from "../../shared/store/partners.ts";
import type { Desk } from "../support/desk.ts";
import { openOffice, refused } from "../support/office.ts";

const office = openOffice();
const partnerOf = async ({ partnerId }: Desk) => parsePartner(await office().table.get(keys.partner(partnerId)));
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
    expect((await desk.read(id)).invitation).toMatchObject({ status: "declined", decision: { outcome: "declined" } });
    const types = (await readHistory(office().table, id)).map(({ type }) => type);
    expect(types).toEqual(["InvitationCreated", "InvitationIssued", "InvitationViewed", "InvitationReported"]);
    expect((await partnerOf(desk)).frozen).toBe(false);
  });

  it("freezes the partner when enough different customers did, with its event in the same write", async () => {
    const desk = await office().desk();
    const open = await invite(desk, "open@open.example");
    for (const email of ["a@a.example", "b@a.example", "a@b.example"])
      await (await invite(desk, email)).customer.report();
    expect((await partnerOf(desk)).frozen).toBe(false);

    await (await invite(desk, "a@c.example")).customer.report();
    expect(await partnerOf(desk)).toMatchObject({ frozen: true, version: 2 });
    const [, event] = await readHistory(office().table, desk.partnerId);
    expect(event).toMatchObject({ type: "PartnerFrozen", metadata: { actor: { kind: "system" } } });

    expect((await refused(open.customer.accept())).kind).toBe("partner-frozen");
    expect((await refused(desk.create())).kind).toBe("partner-frozen");
  });

  it("counts customers that report in the same moment", async () => {
    const desk = await office().desk();
    const invited = [];
    for (const name of ["d", "e", "f"]) invited.push(await invite(desk, `a@${name}.example`));
    await Promise.all(invited.map(({ customer }) => customer.report()));
    expect((await partnerOf(desk)).frozen).toBe(true);
  });
});
