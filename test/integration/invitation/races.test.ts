import { describe, expect, it } from "vitest";
import { advanceDueInvitation } from "../../../shared/invitation/commands/advance-due-invitation.ts";
import { countClosed } from "../../../shared/partner/commands/counted-quotas.ts";
import { invitationPlace } from "../../../shared/invitation/items/item.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { present } from "../../../shared/table/places.ts";
import { someStandings } from "../../support/builders/builders.ts";
import type { Customer } from "../../support/stack/customer.ts";
import type { Desk } from "../../support/desk.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openOffice } from "../../support/office.ts";
import { raceOf } from "../../support/table/race.ts";

const office = openOffice();
const end = later({ days: 1 });
const before = later({ ms: -1 }, end);

interface Scene {
  readonly id: string;
  readonly domain: string;
  readonly desk: Desk;
  readonly customer: Customer;
  readonly code: string;
}

/** What can be done with a pending invitation, each at a moment at which it may. */
const acts = {
  accept: ({ customer }: Scene) => customer.accept({}, before),
  decline: ({ customer }: Scene) => customer.decline(before),
  report: ({ customer }: Scene) => customer.report(before),
  cancel: ({ desk, id }: Scene) => desk.cancel(id, { at: before }),
  expire: async ({ id, desk: { partnerId } }: Scene) => {
    const invitation = await office().table.read(present(invitationPlace(id)));
    const due = { invitation, delivery: null, standings: someStandings() };
    const outcome = await advanceDueInvitation(office(), due, { now: end, correlationId: "sweep" });
    // The sweep counts once for a page what it has ended.
    if (outcome === "expired") await countClosed(office().table, [partnerId], end);
    return outcome;
  },
  resend: ({ desk, id }: Scene) => desk.resend(id, { at: before }),
  rotate: ({ desk, id }: Scene) => desk.resend(id, { rotate: true, at: before }),
  "correct the address": ({ desk, id, domain }: Scene) => desk.correctAddress(id, `right@${domain}`, { at: before }),
  "hand over": ({ customer, code, domain }: Scene) => customer.handOver(`colleague@${domain}`, code, before),
} as const;
let scenes = 0;

/** An open invitation that the customer has seen and has a code for. */
const aScene = async (): Promise<Scene> => {
  const desk = await office().desk();
  const domain = `scene-${++scenes}.example`;
  const { id } = (await desk.create({ expiresIn: "P1D", reminders: [], email: `it@${domain}` })).reading;
  const customer = await office().customer(id);
  await customer.requestCode(before);
  return { id, domain, desk, customer, code: await customer.code() };
};

/** What became of a scene, without what is only this scene's. */
async function stateOf({ id }: Scene) {
  const { status, version, terms, issue } = await office().table.read(present(invitationPlace(id)));
  const events = await readHistory(office().table, id);
  const types = events.filter(({ metadata }) => metadata.aggregate === id).map(({ type }) => type);
  const { linkVersion, expiresAt } = issue ?? {};
  return { status, version, linkVersion, expiresAt, to: terms.customer.email.split("@")[0], types };
}

const { pairs, told, inTurn, atWrite, atReads } = raceOf({
  acts,
  aScene,
  stateOf,
  store: () => office().store,
  sweep: "expire",
});

describe("of two acts on one invitation at once, the slower is told what it would have been told a moment later", () => {
  it.each(pairs)("%s is held up by %s after it has read", async (slower, faster) => {
    const expected = await inTurn(slower, faster);
    expect(expected.fast).toBe(faster === "expire" ? "expired" : "done");
    expect(await atWrite(slower, faster)).toEqual(expected);
  });

  it.each(pairs)("%s is held up by %s between any two of its reads, and ends in no fault", async (slower, faster) => {
    const { fast, state } = await inTurn(slower, faster);
    // Between its reads it may find another true reason for the same refusal.
    for await (const outcome of atReads(slower, faster))
      expect(outcome).toEqual({ fast, slow: expect.any(String) as unknown, state });
  });

  it("all at once: one of those that end it wins, the other enders get a conflict", async () => {
    const scene = await aScene();
    const enders = ["accept", "decline", "report", "cancel"] as const;
    const answers = await Promise.all(enders.map((name) => told(name, scene)));
    expect(answers.filter((answer) => answer === "done").length).toBeGreaterThanOrEqual(1);
    const { types } = await stateOf(scene);
    const ends = ["InvitationAccepted", "InvitationDeclined", "InvitationReported", "InvitationCancelled"];
    expect(types.filter((type) => ends.includes(type))).toHaveLength(1);
  });
});
