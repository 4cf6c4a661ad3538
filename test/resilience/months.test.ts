import { expect, it } from "vitest";
import { eventsIn } from "../support/audit/table.ts";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { createInvitation, mailsTo } from "../support/stack/mailed.ts";
import { assertBalance, contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack({ disorder: 20261130 });

const dayMs = 86_400_000;
const days = 45;
const stepHours = 12;
/** Reminder plans, and on which days each is due within an invitation that lives so many days. */
const plans: readonly { readonly plan: readonly string[]; readonly due: (life: number) => readonly number[] }[] = [
  { plan: [], due: () => [] },
  { plan: ["P3D"], due: () => [3] },
  { plan: ["P3D", "P7D", "P14D", "-P1D"], due: (life) => [3, 7, 14, life - 1] },
  { plan: ["-P2D"], due: (life) => [life - 2] },
  // Two reminders are at least a day apart, however they are planned.
  { plan: ["P5D", "P5D", "P6D"], due: () => [5, 6] },
];
const lives = [10, 20, 30, 90];
const cast = plans.flatMap(({ plan, due }) =>
  lives.map((life) => ({
    plan,
    life,
    /** Within the invitation's life and the time that passes. */
    due: [...new Set(due(life))].filter((day) => day < life && day < days).sort((a, b) => a - b),
  })),
);

interface Passage {
  readonly life: number;
  readonly status: unknown;
  /** Days since it was issued. */
  readonly mailedOn: readonly number[];
  readonly endedOn: readonly number[];
  readonly types: readonly string[];
}

/** Invites everybody while SES refuses a while, lets the time pass, and tells what became of each. */
async function pass(step?: string): Promise<readonly Passage[]> {
  const { local } = stack();
  await local.reset();
  const token = await local.token(contoso);
  await stack().control.call("POST", "faults", {
    service: "ses",
    operation: "SendRawEmail",
    error: "Throttling",
    times: 12,
  });
  const guests = [];
  for (const { plan, life } of cast) {
    const email = newAddress();
    const { json } = await createInvitation(stack(), { customer: { email }, reminders: plan, expiresIn: `P${life}D` });
    guests.push({ id: String(json["id"]), email, issuedAt: Date.parse(String(json["issuedAt"])), life });
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
  const passages = [];
  for (const { id, email, issuedAt, life } of guests) {
    const own = events.filter(({ metadata }) => metadata.aggregate === id);
    const inOrder = own.toSorted((a, b) => a.metadata.sequence - b.metadata.sequence);
    const moments = inOrder.map(({ metadata }) => metadata.occurredAt);
    expect(moments).toEqual(moments.toSorted());
    const { json } = await stack().ask(contoso, "GET", `/v1/invitations/${id}`);
    const since = (at: string): number => (Date.parse(at) - issuedAt) / dayMs;
    const ended = inOrder.filter(({ type }) => type === "InvitationExpired");
    passages.push({
      life,
      status: json["status"],
      mailedOn: mailsTo(stack(), email).map(({ at }) => since(at)),
      endedOn: ended.map(({ metadata }) => since(metadata.occurredAt)),
      types: inOrder.map(({ type }) => type),
    });
  }
  return passages;
}

/** Nothing ran after what was to come later; what happens within one minute may meet. */
function expectOrder(): void {
  const { local } = stack();
  for (const happened of [local.events, local.mails]) {
    const moments = happened.map(({ at }) => Date.parse(at));
    expect(moments.length).toBeGreaterThan(cast.length);
    expect(moments.filter((at, nth) => at < Math.max(...moments.slice(0, nth)) - 60_000)).toEqual([]);
  }
  expect(local.parts.queues.flatMap(({ messages }) => messages)).toEqual([]);
}

let stepwise: readonly Passage[] = [];
const withoutReminders = ({ types }: Passage): string[] => types.filter((type) => type !== "InvitationReminded");

it("a month and a half passes in steps: every reminder on its day, every end on its own", async () => {
  stepwise = await pass(`PT${stepHours}H`);
  expectOrder();
  for (const [at, { mailedOn, endedOn, status, life }] of stepwise.entries()) {
    const due = cast[at]?.due ?? [];
    const [first, ...reminders] = mailedOn;
    expect(first).toBeLessThan(1 / 24);
    expect(reminders.map((day) => Math.floor(day))).toEqual(due);
    for (const [nth, day] of reminders.entries()) expect(day - due[nth]!).toBeLessThanOrEqual(stepHours / 24 + 0.01);
    expect(status).toBe(life < days ? "expired" : "pending");
    expect(endedOn.map((day) => Math.floor(day))).toEqual(life < days ? [life] : []);
  }
});

it("and in one jump: the same ends, with reminders that were missed collapsed into one, or none after the end", async () => {
  const jumped = await pass();
  expectOrder();
  for (const [at, passage] of jumped.entries()) {
    const reminders = stepwise[at]!.mailedOn.length - 1;
    expect(passage.mailedOn).toHaveLength(1 + (passage.life < days ? 0 : Math.min(1, reminders)));
    expect(passage.status).toBe(stepwise[at]!.status);
    expect(withoutReminders(passage)).toEqual(withoutReminders(stepwise[at]!));
  }
});
