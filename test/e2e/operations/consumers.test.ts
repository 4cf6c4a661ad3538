import { afterAll, beforeAll, expect, it } from "vitest";
import { actorsOn } from "../../../infra/local/actors/actors.ts";
import { succeeded } from "../../../infra/local/actors/answers.ts";
import { raiseStack } from "../../support/stack/stack.ts";

const stack = raiseStack({ disorder: 20261130 });
beforeAll(() => stack().local.overlap(4));
afterAll(() => stack().local.overlap(1));

it("with several concurrent consumers of the mail queue, every mail is sent once", async () => {
  const { partner, mailbox, idle } = actorsOn(stack().local.url);
  const emails = [1, 2].map((nth) => `it@queue-${nth}.example`);
  const hold = stack().local.parts.holds.add({ service: "ses", operation: "SendRawEmail" }, 2);
  for (const [index, email] of emails.entries()) {
    succeeded(await partner().create({ customer: { email }, permissions: ["directory.admin"], send: "email" }));
    await hold.arrived(index + 1);
  }
  const sender = stack().local.parts.functions.find(({ shortName }) => shortName === "send-mail");
  expect(sender?.environments).toBeGreaterThan(1);
  await hold.release(1);
  await hold.release(0);
  await idle();
  expect(await Promise.all(emails.map(async (email) => (await mailbox.to(email)).length))).toEqual([1, 1]);
});
