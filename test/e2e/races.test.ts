import { afterAll, beforeAll, expect, it } from "vitest";
import { actorsOn, type Actors } from "../../infra/local/actors/actors.ts";
import { succeeded, type Answer } from "../../infra/local/actors/answers.ts";
import { idIn } from "../../infra/local/actors/caller.ts";
import { raiseStack } from "../support/stack.ts";

const stack = raiseStack({ disorder: 20261130 });
beforeAll(() => stack().local.overlap(4));
afterAll(() => stack().local.overlap(1));

const actors = (): Actors => actorsOn(stack().local.url);
let invited = 0;

interface Open {
  readonly id: string;
  /** As the customer opened it before anybody acted. */
  readonly page: Answer;
}

const anOpenInvitation = async (): Promise<Open> => {
  const { partner, customer, mailbox, idle } = actors();
  const email = `it@race-${++invited}.example`;
  const id = idIn(await partner().invite({ customer: { email }, permissions: ["directory.admin"], send: "email" }));
  await idle();
  return { id, page: await customer.open(await mailbox.personalLink(email)) };
};

/** What each makes of an invitation when it comes first, and what it is answered when it comes second. */
const ways = {
  accept: { act: ({ page }: Open) => actors().customer.accept(page), status: "accepted", event: "InvitationAccepted" },
  decline: {
    act: ({ page }: Open) => actors().customer.decline(page),
    status: "declined",
    event: "InvitationDeclined",
  },
  cancel: { act: ({ id }: Open) => actors().partner().cancel(id), status: "cancelled", event: "InvitationCancelled" },
} as const;
type Way = keyof typeof ways;

const pairs: readonly (readonly [first: Way, second: Way])[] = (Object.keys(ways) as Way[]).flatMap((first) =>
  (Object.keys(ways) as Way[]).map((second) => [first, second] as const),
);

it.each(pairs)("of %s and %s that have both read the invitation, the first to write decides", async (first, second) => {
  const open = await anOpenInvitation();
  const hold = stack().local.parts.holds.add({ service: "dynamodb", operation: "TransactWriteItems" }, 2);
  const winner = ways[first].act(open);
  await hold.arrived(1);
  const loser = ways[second].act(open);
  await hold.arrived(2);
  await hold.release(0);
  expect((await winner).status).toBeLessThan(400);
  await hold.release(1);
  const { status } = await loser;
  if (first === second) expect([200, 303, 409]).toContain(status);
  else expect(status).toBe(409);

  await actors().idle();
  const { partner } = actors();
  expect(succeeded(await partner().read(open.id)).json).toMatchObject({ status: ways[first].status });
  const { items } = succeeded(await partner().history(open.id)).json as { items: { type: string }[] };
  const outcomes = Object.values(ways).map(({ event }) => event as string);
  expect(items.map(({ type }) => type).filter((type) => outcomes.includes(type))).toEqual([ways[first].event]);
});

it("the mail queue hands out to several consumers at once, and every mail goes out once", async () => {
  const { partner, mailbox, idle } = actors();
  const emails = [1, 2].map((nth) => `it@queue-${nth}.example`);
  const hold = stack().local.parts.holds.add({ service: "ses", operation: "SendRawEmail" }, 2);
  for (const [index, email] of emails.entries()) {
    succeeded(await partner().invite({ customer: { email }, permissions: ["directory.admin"], send: "email" }));
    await hold.arrived(index + 1);
  }
  const sender = stack().local.parts.functions.find(({ shortName }) => shortName === "send-mail");
  expect(sender?.environments).toBeGreaterThan(1);
  await hold.release(1);
  await hold.release(0);
  await idle();
  expect(await Promise.all(emails.map(async (email) => (await mailbox.to(email)).length))).toEqual([1, 1]);
});
