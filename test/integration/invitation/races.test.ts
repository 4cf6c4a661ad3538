import { describe, expect, it } from "vitest";
import { advanceDueInvitation } from "../../../shared/invitation/commands/advance-due-invitation.ts";
import { countClosed } from "../../../shared/partner/commands/counted-quotas.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { someStandings } from "../../support/builders/builders.ts";
import type { Customer } from "../../actors/customer.ts";
import type { Partner } from "../../actors/partner.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openProduct } from "../../actors/product.ts";
import { raceOf } from "../../support/table/race.ts";

const product = openProduct();
const end = later({ days: 1 });
const before = later({ ms: -1 }, end);

interface Setting {
  readonly id: string;
  readonly domain: string;
  readonly partner: Partner;
  readonly customer: Customer;
  readonly code: string;
}

/** What can be done with a pending invitation, each at a moment at which it may. */
const acts = {
  accept: ({ customer }: Setting) => customer.accept({}, before),
  decline: ({ customer }: Setting) => customer.decline(before),
  report: ({ customer }: Setting) => customer.report(before),
  cancel: ({ partner, id }: Setting) => partner.cancel(id, { at: before }),
  expire: async ({ id, partner: { partnerId } }: Setting) => {
    const invitation = await product().storedInvitation(id);
    const due = { invitation, delivery: null, reminderFacts: someStandings() };
    const outcome = await advanceDueInvitation(product(), due, { now: end, correlationId: "sweep" });
    // The sweep counts once for a page what it has ended.
    if (outcome === "expired") await countClosed(product().table, [partnerId], end);
    return outcome;
  },
  resend: ({ partner, id }: Setting) => partner.resend(id, { at: before }),
  rotate: ({ partner, id }: Setting) => partner.resend(id, { rotate: true, at: before }),
  "correct the address": ({ partner, id, domain }: Setting) =>
    partner.correctAddress(id, `right@${domain}`, { at: before }),
  "hand over": ({ customer, code, domain }: Setting) => customer.handOver(`colleague@${domain}`, code, before),
} as const;

/** An open invitation that the customer has seen and has a code for. */
const aSetting = async (): Promise<Setting> => {
  const partner = await product().partner();
  const domain = "setting.example";
  const { id, customer } = await partner.invite({ expiresIn: "P1D", reminders: [], email: `it@${domain}` });
  await customer.requestCode(before);
  return { id, domain, partner, customer, code: await customer.code() };
};

/** What became of a setting, without what is only this setting's. */
async function stateOf({ id }: Setting) {
  const { status, version, terms, issue } = await product().storedInvitation(id);
  const events = await readHistory(product().table, id);
  const types = events.filter(({ metadata }) => metadata.aggregate === id).map(({ type }) => type);
  const { linkVersion, expiresAt } = issue ?? {};
  return { status, version, linkVersion, expiresAt, to: terms.customer.email.split("@")[0], types };
}

const { begin, pairs, attempt, inTurn, atWrite, atReads } = raceOf({
  acts,
  aSetting,
  stateOf,
  product,
  sweep: "expire",
});

/** Acts that between them move everything that another reads: answer and customer, the end, the link. */
const movesAll: readonly string[] = ["accept", "expire", "rotate"];

describe("concurrent actions on one invitation", () => {
  it.each(pairs)(
    "give the same result as in sequence when %s is interrupted by %s, after or between its reads",
    async (slower, faster) => {
      const expected = await inTurn(slower, faster);
      const { fast, state } = expected;
      expect(fast).toBe(faster === "expire" ? "expired" : "done");
      expect(await atWrite(slower, faster)).toEqual(expected);
      if (!movesAll.includes(faster)) return;
      // Between its reads it may find another true reason for the same refusal.
      for await (const outcome of atReads(slower, faster))
        expect(outcome).toEqual({ fast, slow: expect.any(String) as unknown, state });
    },
  );

  it("end it once when accept, decline, report and cancel run at once", async () => {
    const setting = await begin();
    const enders = ["accept", "decline", "report", "cancel"] as const;
    const answers = await Promise.all(enders.map((name) => attempt(name, setting)));
    expect(answers.filter((answer) => answer === "done").length).toBeGreaterThanOrEqual(1);
    const { types } = await stateOf(setting);
    const ends = ["InvitationAccepted", "InvitationDeclined", "InvitationReported", "InvitationCancelled"];
    expect(types.filter((type) => ends.includes(type))).toHaveLength(1);
  });
});
