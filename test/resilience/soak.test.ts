import { afterAll, expect, it } from "vitest";
import { parseInvitation } from "../../shared/invitation/items/item.ts";
import { linkIn, mailsTo } from "../support/stack/mailed.ts";
import { assertBalance, contoso, raiseStack } from "../support/stack/stack.ts";
import { callersOf } from "./callers.ts";
import { failAtRandom } from "./random-faults.ts";
import { settle } from "./settle.ts";

/** How many invitations, and another course of events: `SOAK=10000 SOAK_SEED=7`; `npm run soak` takes ten thousand. */
const wanted = Number(process.env["SOAK"] ?? 60);
const seed = Number(process.env["SOAK_SEED"] ?? 20261129);
/** So many begin on one day, and so many people are at it at once. */
const perDay = 50;
const atOnce = 8;
const mostHours = 48;
/** Ends a soak that hangs, on however slow a machine. */
const msForOne = 5_000;

const stack = raiseStack({ disorder: 20261130 });
afterAll(() => stack().local.overlap(1));
const { ask, create, edit, answer, post } = callersOf(stack);

interface Guest {
  readonly id: string;
  readonly email: string;
}

/** What becomes of an invitation, and what its people do to that end. */
const endings: readonly { readonly status: string; readonly act: (guest: Guest, link: string) => Promise<unknown> }[] =
  [
    { status: "accepted", act: (_, link) => answer(link, { decision: "accept", name: "Ada", agreement: "on" }) },
    { status: "accepted", act: (_, link) => answer(link, { decision: "accept-none", name: "Ada", agreement: "on" }) },
    { status: "declined", act: (_, link) => answer(link, { decision: "decline", reason: "Not now." }) },
    { status: "cancelled", act: ({ id }) => post(`/v1/invitations/${id}/cancel`) },
    { status: "expired", act: async () => undefined },
    { status: "expired", act: ({ id }) => post(`/v1/invitations/${id}/resend`) },
  ];
const endingOf = (at: number) => endings[at % endings.length]!;

/** Lets a few at once do what each has to do. */
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

/** Two addresses for notices, which confirm: a notice goes to more people than the creator of the invitation. */
async function nameAddresses(): Promise<void> {
  const notifications = ["desk@contoso-soak.example", "team@contoso-soak.example"];
  await edit("/v1/partner", { notifications });
  await stack().local.idle();
  for (const email of notifications) {
    const [path] = mailsTo(stack(), email).flatMap(({ links }) => links.map((link) => new URL(link).pathname));
    await ask(null, "POST", path!);
  }
}

/** A user who comes, gets another role and is removed. */
async function letInAndOut(): Promise<void> {
  const { json } = await ask(contoso, "POST", "/v1/users", { email: "new@contoso-soak.example", role: "sales" });
  const path = `/v1/users/${String(json["id"])}`;
  for (const role of ["admin", "auditor"]) await edit(path, { role });
  const { headers } = await ask(contoso, "GET", path);
  const ifMatch = { headers: { "if-match": headers.get("etag") ?? "" } };
  expect((await stack().ask(contoso, "DELETE", path, ifMatch)).status).toBe(204);
  await stack().local.idle();
}

it(
  `${wanted} invitations live while one call in twenty fails, and the audit finds nothing in the end`,
  async () => {
    const { local } = stack();
    local.overlap(4);
    // A count whose answer was lost is made twice, for a quota errs on the careful side; here nobody is to be refused.
    await stack().control.call("POST", "policy", { preset: "default", quotas: { perAddressPerDay: 1000 } });
    await nameAddresses();
    await letInAndOut();
    const guests: Guest[] = [];
    const random = failAtRandom(local.parts.faults, seed);

    /** However often mails fail, they go out while their link lives. */
    async function mailed(some: readonly Guest[]): Promise<string[]> {
      for (let hours = 0; some.some(({ email }) => mailsTo(stack(), email).length === 0); hours++) {
        expect(hours).toBeLessThan(mostHours);
        await local.advance("PT1H");
      }
      return some.map(({ email }) => linkIn(mailsTo(stack(), email)[0]!));
    }

    while (guests.length < wanted) {
      const begun = guests.length;
      const today = await each(Array.from({ length: Math.min(perDay, wanted - begun) }), () =>
        create({ send: "email", expiresIn: "P10D", reminders: ["P3D"] }),
      );
      guests.push(...today);
      await local.idle();
      const links = await mailed(today);
      await each(today, (guest, at) => endingOf(begun + at).act(guest, links[at]!));
      await local.advance("P1D");
    }
    // Not in one jump, in which every end would come before its reminder.
    await local.advance("P3D");
    await local.advance("P8D");
    expect(random.struck()).toBeGreaterThan(wanted);
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
