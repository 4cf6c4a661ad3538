import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { idIn } from "../../infra/local/actors/caller.ts";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { parseInvitation } from "../../shared/invitation/items/item.ts";
import { linkIn, mailsTo } from "../support/stack/mailed.ts";
import { assertBalance, raiseStack } from "../support/stack/stack.ts";
import { patiently } from "./patience.ts";
import { failAtRandom } from "./random-faults.ts";
import { done } from "./scenarios/scenario.ts";
import { settle } from "./settle.ts";

/** How many invitations, and the seed of the random faults: `SOAK=10000 SOAK_SEED=7`; `npm run soak` takes ten thousand. */
const wanted = Number(process.env["SOAK"] ?? 60);
const seed = Number(process.env["SOAK_SEED"] ?? 20261129);
/** Invitations begun on one day, and how many requests run at once. */
const perDay = 50;
const atOnce = 8;
const mostHours = 48;
/** Ends a soak that hangs, also on a slow machine. */
const msForOne = 5_000;

const stack = raiseStack({ disorder: 20261130 });
beforeAll(() => void vi.stubGlobal("fetch", patiently(fetch)));
afterAll(() => {
  stack().local.overlap(1);
  vi.unstubAllGlobals();
});

interface Guest {
  readonly id: string;
  readonly email: string;
}

/** How an invitation ends, and what is done for it. */
const endings: readonly { readonly status: string; readonly act: (guest: Guest, link: string) => Promise<unknown> }[] =
  [
    { status: "accepted", act: (_, link) => done(stack().customer.accept(link)) },
    { status: "accepted", act: (_, link) => done(stack().customer.acceptWithoutPermissions(link)) },
    { status: "declined", act: (_, link) => done(stack().customer.decline(link, { reason: "Not now." })) },
    { status: "cancelled", act: ({ id }) => done(stack().partner().cancel(id)) },
    { status: "expired", act: async () => undefined },
    { status: "expired", act: ({ id }) => done(stack().partner().resend(id)) },
  ];
const endingOf = (at: number) => endings[at % endings.length]!;

/** Does the same for each value, several at once. */
async function each<Value, Result>(
  values: readonly Value[],
  act: (value: Value, at: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = values.entries();
  const work = async (): Promise<void> => {
    for (const [at, value] of left) results[at] = await act(value, at);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

/** Confirms two addresses for notices: a notice goes to more people than the creator of the invitation. */
async function nameAddresses(): Promise<void> {
  const { partner, mailbox, administrator, idle } = stack();
  const notifications = ["desk@contoso-soak.example", "team@contoso-soak.example"];
  await done(partner().changeProfile({ notifications }));
  await idle();
  for (const email of notifications) await done(administrator.followLink(await mailbox.link(email, "/confirm/")));
}

/** Adds a user, changes its role and removes it. */
async function addAndRemoveUser(): Promise<void> {
  const admin = stack().partner();
  const id = idIn(await admin.addUser({ email: "new@contoso-soak.example", role: "sales" }));
  for (const role of ["admin", "auditor"]) await done(admin.changeUser(id, { role }, { ifMatch: "*" }));
  await done(admin.removeUser(id, { ifMatch: "*" }));
  await stack().idle();
}

/** Creates and sends an invitation. */
async function invite(): Promise<Guest> {
  const customer = { email: newAddress() };
  const body = { customer, send: "email", expiresIn: "P10D", reminders: ["P3D"] };
  return { id: idIn(await stack().partner().create(body)), ...customer };
}

it(
  `the audit finds no errors after ${wanted} invitations with one call in twenty failing`,
  async () => {
    const { local } = stack();
    local.overlap(4);
    // A count whose answer was lost is counted twice; no request may be refused for that here.
    await stack().control.call("POST", "policy", { preset: "default", quotas: { perAddressPerDay: 1000 } });
    await nameAddresses();
    await addAndRemoveUser();
    const guests: Guest[] = [];
    const random = failAtRandom(local.parts.faults, seed);

    /** A mail that fails is tried again as long as its link is valid. */
    async function mailed(some: readonly Guest[]): Promise<string[]> {
      for (let hours = 0; some.some(({ email }) => mailsTo(stack(), email).length === 0); hours++) {
        expect(hours).toBeLessThan(mostHours);
        await local.advance("PT1H");
      }
      return some.map(({ email }) => linkIn(mailsTo(stack(), email)[0]!));
    }

    while (guests.length < wanted) {
      const begun = guests.length;
      const today = await each(Array.from({ length: Math.min(perDay, wanted - begun) }), invite);
      guests.push(...today);
      await local.idle();
      const links = await mailed(today);
      await each(today, (guest, at) => endingOf(begun + at).act(guest, links[at]!));
      await local.advance("P1D");
    }
    // Not in one jump, in which every end would come before its reminder.
    await local.advance("P3D");
    await local.advance("P8D");
    expect(random.injected()).toBeGreaterThan(wanted);
    random.end();
    await settle(local);

    const items = await assertBalance(stack());
    const found = items.filter(({ entity }) => entity === "invitation").map(parseInvitation);
    const statuses = new Map(found.map(({ id, status }) => [id, status]));
    expect(found).toHaveLength(wanted);
    expect(guests.map(({ id }) => statuses.get(id))).toEqual(guests.map((_, at) => endingOf(at).status));
    const accepted = found.filter(({ status }) => status === "accepted");
    expect(items.filter(({ entity }) => entity === "relationship")).toHaveLength(accepted.length);
    const reminders = guests.map(({ email }) =>
      mailsTo(stack(), email).filter(({ subject }) => subject.startsWith("Reminder")),
    );
    expect(reminders.filter((mails) => mails.length > 1)).toEqual([]);
  },
  600_000 + wanted * msForOne,
);
