import { afterAll, beforeAll, expect, it } from "vitest";
import { actorsOn, type Actors } from "../../../infra/local/actors/actors.ts";
import { succeeded, type Answer } from "../../../infra/local/actors/answers.ts";
import { idIn } from "../../../infra/local/actors/caller.ts";
import { raiseStack } from "../../support/stack/stack.ts";

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

/** Does both: each has read before the other writes, and the first to come writes first. */
const atOnce = async (first: () => Promise<Answer>, second: () => Promise<Answer>): Promise<[Answer, Answer]> => {
  const hold = stack().local.parts.holds.add({ service: "dynamodb", operation: "TransactWriteItems" }, 2);
  const winner = first();
  await hold.arrived(1);
  const loser = second();
  await hold.arrived(2);
  await hold.release(0);
  const won = await winner;
  await hold.release(1);
  return [won, await loser];
};

it.each(pairs)("of %s and %s that have both read the invitation, the first to write decides", async (first, second) => {
  const open = await anOpenInvitation();
  const [winner, { status }] = await atOnce(
    () => ways[first].act(open),
    () => ways[second].act(open),
  );
  expect(winner.status).toBeLessThan(400);
  if (first === second) expect([200, 303, 409]).toContain(status);
  else expect(status).toBe(409);

  await actors().idle();
  const { partner } = actors();
  expect(succeeded(await partner().read(open.id)).json).toMatchObject({ status: ways[first].status });
  const { items } = succeeded(await partner().history(open.id)).json as { items: { type: string }[] };
  const outcomes = Object.values(ways).map(({ event }) => event as string);
  expect(items.map(({ type }) => type).filter((type) => outcomes.includes(type))).toEqual([ways[first].event]);
});

/** What the stricter of the two clouds asks for. */
const permissions = ["directory.admin", "office365.admin"];

/** Invites an address in a partner's name, and answers the invitation with its page. */
const asked = async (name: string, email: string, text: string): Promise<Open> => {
  const { partner, customer, mailbox, idle } = actors();
  const id = idIn(await partner(name).invite({ customer: { email }, permissions, send: "email" }));
  await idle();
  return { id, page: await customer.open(await mailbox.personalLink(email, { text })) };
};

const readBy = async (name: string, { id }: Open) => succeeded(await actors().partner(name).read(id)).json;

it("one address that accepts for two partners at once founds one customer, to which both relationships belong", async () => {
  const email = "it@two-partners.example";
  const one = await asked("contoso-partner", email, "Contoso Partner");
  const other = await asked("fabrikam-partner", email, "Fabrikam Partner");
  const { customer, administrator } = actors();
  const answers = await atOnce(
    () => customer.accept(one.page),
    () => customer.accept(other.page),
  );
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  const [first, second] = [await readBy("contoso-partner", one), await readBy("fabrikam-partner", other)];
  expect([first["status"], second["status"]]).toEqual(["accepted", "accepted"]);
  expect(second["customerId"]).toBe(first["customerId"]);
  expect(second["relationshipId"]).not.toBe(first["relationshipId"]);
  const { text } = await (await administrator.signIn(email)).get("/portal?lang=en");
  for (const name of ["Contoso Partner", "Fabrikam Partner"]) expect(text).toContain(name);
});

/** A customer of two administrators, both out of their cool-off, with a relationship whose permissions are taken back. */
const aCustomer = async (domain: string) => {
  const { customer, administrator, clock, idle } = actors();
  const [ada, bob] = [`ada@${domain}`, `bob@${domain}`];
  const first = await asked("contoso-partner", ada, "Contoso Partner");
  expect((await customer.accept(first.page)).status).toBe(303);
  const { customerId, relationshipId } = await readBy("contoso-partner", first);
  const path = `/portal/customers/${String(customerId)}`;
  const founder = await administrator.signIn(ada);
  expect((await founder.post(`${path}/administrators`, { email: bob })).status).toBe(303);
  expect((await administrator.followLink(await administrator.confirmationLink(bob))).status).toBe(200);
  await clock.advance("P8D");
  const [a, b] = [await administrator.signIn(ada), await administrator.signIn(bob)];
  expect((await a.post(`/portal/relationships/${String(relationshipId)}/remove`)).status).toBe(303);
  await idle();
  return { ada, bob, path, portals: { ada: a, bob: b } };
};

it("of two administrators who remove each other at once one stays, and the other has no session any more", async () => {
  const { ada, bob, path, portals } = await aCustomer("removing-each-other.example");
  const page = await portals.ada.get(`${path}/administrators`);
  const removalOf = (email: string): string =>
    new RegExp(`(/administrators/[^"?]+)[^>]*>[^<]*<span class="hidden">${email}<`).exec(page.text)?.[1] ?? "none";
  const opened = {
    ada: await portals.ada.get(path + removalOf(bob)),
    bob: await portals.bob.get(path + removalOf(ada)),
  };
  const [won, lost] = await atOnce(
    () => portals.ada.submit(opened.ada, removalOf(bob)),
    () => portals.bob.submit(opened.bob, removalOf(ada)),
  );
  expect(won.status).toBe(303);
  // Who was removed meanwhile speaks for the customer no longer, and so removes nobody.
  expect([303, 404]).toContain(lost.status);
  const { text } = await portals.ada.get(`${path}/administrators`);
  expect([text.includes(ada), text.includes(bob)]).toEqual([true, false]);
  expect((await portals.bob.get("/portal/administrators")).status).toBe(303);
});

it.each(["accept", "block"] as const)(
  "beside the acceptance of its request a partner is kept out: %s writes first",
  async (first) => {
    const { ada, path, portals } = await aCustomer(`${first}-first.example`);
    const request = await asked("contoso-partner", ada, "Contoso Partner");
    const { partnerId } = await readBy("contoso-partner", request);
    const accept = () => actors().customer.accept(request.page);
    const senders = await portals.bob.get(`${path}/senders/${String(partnerId)}`);
    const block = () => portals.bob.submit(senders, `/senders/${String(partnerId)}`, { standing: "blocked" });
    const [won, lost] = await (first === "accept" ? atOnce(accept, block) : atOnce(block, accept));
    expect(won.status).toBe(303);
    const { status } = await readBy("contoso-partner", request);
    if (first === "accept") expect([lost.status, status]).toEqual([303, "accepted"]);
    else {
      expect([lost.status, status]).toEqual([409, "pending"]);
      expect(
        lost.faults.map(({ field, message }) => [field, message.includes("takes no requests of this partner")]),
      ).toEqual([["customer", true]]);
    }
  },
);

it("a confirmation link that is sent twice at once makes one administrator, and both are told so", async () => {
  const { customer, administrator } = actors();
  const [email, colleague] = ["ada@confirmed-twice.example", "bob@confirmed-twice.example"];
  const first = await asked("contoso-partner", email, "Contoso Partner");
  expect((await customer.accept(first.page)).status).toBe(303);
  const { customerId } = await readBy("contoso-partner", first);
  const path = `/portal/customers/${String(customerId)}/administrators`;
  const portal = await administrator.signIn(email);
  expect((await portal.post(path, { email: colleague })).status).toBe(303);
  const link = await administrator.confirmationLink(colleague);
  const answers = await atOnce(
    () => administrator.followLink(link),
    () => administrator.followLink(link),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  await actors().idle();
  const confirmed = stack()
    .published()
    .filter(
      ({ detailType, detail }) =>
        detailType === "AdministratorConfirmed" && JSON.stringify(detail).includes(String(customerId)),
    );
  expect(confirmed).toHaveLength(1);
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
