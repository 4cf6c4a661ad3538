import { expect, it } from "vitest";
import { eventsIn } from "../support/audit/events-in.ts";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { createInvitation, mailsTo } from "../support/stack/mailed.ts";
import { assertBalance, contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack({ disorder: 20261130 });

const dayMs = 86_400_000;
const days = 45;
const stepHours = 12;
/** Reminder plans, and the days on which each is due, given the days until the invitation expires. */
const plans: readonly { readonly plan: readonly string[]; readonly due: (life: number) => readonly number[] }[] = [
  { plan: [], due: () => [] },
  { plan: ["P3D"], due: () => [3] },
  { plan: ["P3D", "P7D", "P14D", "-P1D"], due: (life) => [3, 7, 14, life - 1] },
  { plan: ["-P2D"], due: (life) => [life - 2] },
  // Two reminders are at least a day apart, also when planned for the same day.
  { plan: ["P5D", "P5D", "P6D"], due: () => [5, 6] },
];
const lifetimes = [10, 20, 30, 90];
const cases = plans.flatMap(({ plan, due }) =>
  lifetimes.map((life) => ({
    plan,
    life,
    /** Within the invitation's life and the time that passes. */
    due: [...new Set(due(life))].filter((day) => day < life && day < days).sort((a, b) => a - b),
  })),
);

interface Outcome {
  readonly life: number;
  readonly status: unknown;
  /** Days since it was issued. */
  readonly mailedOn: readonly number[];
  readonly endedOn: readonly number[];
  readonly types: readonly string[];
}

/** Sends all invitations while SES refuses some mails, lets the time pass, and returns the result of each. */
async function pass(step?: string): Promise<readonly Outcome[]> {
  const { local } = stack();
  await local.reset();
  const token = await local.token(contoso);
  await stack().control.call("POST", "faults", {
    service: "ses",
    operation: "SendRawEmail",
    error: "Throttling",
    times: 12,
  });
  const invited = [];
  for (const { plan, life } of cases) {
    const email = newAddress();
    const { json } = await createInvitation(stack(), { customer: { email }, reminders: plan, expiresIn: `P${life}D` });
    invited.push({ id: String(json["id"]), email, issuedAt: Date.parse(String(json["issuedAt"])), life });
  }
  const swept = () => local.parts.functions.find(({ shortName }) => shortName === "sweep-due")?.invocations ?? 0;
  const before = swept();
  await local.advance(`P${days}D`, step);
  expect(local.parts.faults.pending).toEqual([]);
  expect(swept() - before).toBe(16 * (step === undefined ? 1 : (days * 24) / stepHours));

  expect((await stack().ask(null, "GET", "/v1/invitations", { token })).status).toBe(401);
  expect((await stack().ask(contoso, "GET", "/v1/invitations")).status).toBe(200);
  const items = await assertBalance(stack());
  const events = eventsIn(items);
  const outcomes = [];
  for (const { id, email, issuedAt, life } of invited) {
    const own = events.filter(({ metadata }) => metadata.aggregate === id);
    const inOrder = own.toSorted((a, b) => a.metadata.sequence - b.metadata.sequence);
    const moments = inOrder.map(({ metadata }) => metadata.occurredAt);
    expect(moments).toEqual(moments.toSorted());
    const { json } = await stack().ask(contoso, "GET", `/v1/invitations/${id}`);
    const since = (at: string): number => (Date.parse(at) - issuedAt) / dayMs;
    const ended = inOrder.filter(({ type }) => type === "InvitationExpired");
    outcomes.push({
      life,
      status: json["status"],
      mailedOn: mailsTo(stack(), email).map(({ at }) => since(at)),
      endedOn: ended.map(({ metadata }) => since(metadata.occurredAt)),
      types: inOrder.map(({ type }) => type),
    });
  }
  return outcomes;
}

/** Everything happened in order, to within one minute. */
function expectOrder(): void {
  const { local } = stack();
  for (const happened of [local.events, local.mails]) {
    const moments = happened.map(({ at }) => Date.parse(at));
    expect(moments.length).toBeGreaterThan(cases.length);
    expect(moments.filter((at, nth) => at < Math.max(...moments.slice(0, nth)) - 60_000)).toEqual([]);
  }
  expect(local.parts.queues.flatMap(({ messages }) => messages)).toEqual([]);
}

let stepwise: readonly Outcome[] = [];
const withoutReminders = ({ types }: Outcome): string[] => types.filter((type) => type !== "InvitationReminded");

it("when 45 days pass in steps, every reminder is sent and every invitation expires on its day", async () => {
  stepwise = await pass(`PT${stepHours}H`);
  expectOrder();
  for (const [at, { mailedOn, endedOn, status, life }] of stepwise.entries()) {
    const due = cases[at]?.due ?? [];
    const [first, ...reminders] = mailedOn;
    expect(first).toBeLessThan(1 / 24);
    expect(reminders.map((day) => Math.floor(day))).toEqual(due);
    for (const [nth, day] of reminders.entries()) expect(day - due[nth]!).toBeLessThanOrEqual(stepHours / 24 + 0.01);
    expect(status).toBe(life < days ? "expired" : "pending");
    expect(endedOn.map((day) => Math.floor(day))).toEqual(life < days ? [life] : []);
  }
});

it("when 45 days pass in one jump, invitations end the same way and missed reminders are sent once, or not after the end", async () => {
  const jumped = await pass();
  expectOrder();
  for (const [at, outcome] of jumped.entries()) {
    const reminders = stepwise[at]!.mailedOn.length - 1;
    expect(outcome.mailedOn).toHaveLength(1 + (outcome.life < days ? 0 : Math.min(1, reminders)));
    expect(outcome.status).toBe(stepwise[at]!.status);
    expect(withoutReminders(outcome)).toEqual(withoutReminders(stepwise[at]!));
  }
});
