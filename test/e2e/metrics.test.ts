import { beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../shared/kernel/time.ts";
import { weekOf, weekStart } from "../../shared/metrics/rules/week.ts";
import { answerOffer, invite, mailedInvitation, yes } from "../support/stack/mailed.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();
const at = (): string => new Date(stack().local.parts.clock.now()).toISOString();

interface Numbers {
  readonly weeks: readonly (Readonly<Record<string, number>> & { readonly week: string; readonly startsAt: string })[];
  readonly totals: Readonly<Record<string, number>>;
  readonly timeToAccept: Readonly<Record<string, unknown>>;
  readonly expiringSoon: { readonly invitations: readonly { readonly id: string; readonly expiresAt: string }[] };
}

async function numbers(query = ""): Promise<Numbers> {
  await stack().local.idle();
  const answer = await stack().ask({ ...contoso, role: "auditor" }, "GET", `/v1/metrics${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.json as unknown as Numbers;
}

/** Where the story begins: the first Monday to come, so that its days are of one week. */
let monday: string;
beforeAll(async () => {
  monday = addDays(weekStart(at()), 7);
  await stack().control("clock", { set: addDays(monday, 0.5) });
});

describe("(H53) over weeks, a partner sees", () => {
  it("nothing in the twelve weeks before it began", async () => {
    const { weeks, totals, timeToAccept } = await numbers();
    expect(weeks).toHaveLength(12);
    expect(weeks.at(-1)).toMatchObject({ week: weekOf(monday), startsAt: monday });
    expect(new Set(Object.values(totals))).toEqual(new Set([0]));
    expect(timeToAccept).toMatchObject({ count: 0, averageSeconds: null, medianSeconds: null });
  });

  it("what became of the invitations of each week, in the week in which they were sent", async () => {
    const first = await mailedInvitation(stack());
    const second = await mailedInvitation(stack());
    await mailedInvitation(stack(), { expiresIn: "P10D" });
    await invite(stack(), { customer: { email: "bounce+1@simulator.amazonses.com" } });
    expect((await numbers()).weeks.at(-1)).toMatchObject({ sent: 4, delivered: 3, bounced: 1, opened: 0, accepted: 0 });

    await stack().ask(null, "POST", `${first.link}/seen`, { body: new URLSearchParams() });
    expect((await numbers()).weeks.at(-1)).toMatchObject({ opened: 1, accepted: 0 });
    await stack().local.advance("P8D");
    await answerOffer(stack(), first.link, yes);
    await answerOffer(stack(), second.link, { decision: "decline" });
    const { id } = await mailedInvitation(stack());
    const soon = await numbers();
    expect(soon.weeks.slice(-2)).toMatchObject([
      { week: weekOf(monday), sent: 4, delivered: 3, opened: 2, accepted: 1, declined: 1, expired: 0, bounced: 1 },
      { week: weekOf(addDays(monday, 7)), sent: 1, delivered: 1, opened: 0, accepted: 0 },
    ]);
    expect(soon.timeToAccept).toMatchObject({ count: 1 });
    expect(soon.timeToAccept["buckets"]).toContainEqual({ upTo: "P14D", count: 1 });
    expect(soon.expiringSoon.invitations).toHaveLength(1);

    await stack().local.advance("P3D");
    expect((await numbers()).totals).toMatchObject({ sent: 5, accepted: 1, declined: 1, expired: 1 });
    await stack().ask(contoso, "POST", `/v1/invitations/${id}/cancel`, { body: {} });
    const { weeks } = await numbers(`?from=${monday.slice(0, 10)}&to=${addDays(monday, 8)}`);
    expect(weeks.map(({ sent, expired, cancelled }) => [sent, expired, cancelled])).toEqual([
      [4, 1, 0],
      [1, 0, 1],
    ]);
  });

  it("the same numbers when every event is delivered again", async () => {
    const before = await numbers();
    const queue = stack().local.parts.queues.find(({ shortName }) => shortName === "funnel")!;
    for (const { detailType, source, detail } of stack().published()) {
      if (detailType.startsWith("Invitation"))
        queue.send(JSON.stringify({ "detail-type": detailType, source, detail }));
    }
    expect(await numbers()).toEqual(before);
  });
});
