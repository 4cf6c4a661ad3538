import { expect } from "vitest";
import type { LocalStack } from "../../infra/local/stack.ts";

const waitingIn = ({ parts }: LocalStack) => parts.queues.filter(({ messages }) => messages.length > 0);

/** Lets time pass until no message waits. */
export async function settle(local: LocalStack): Promise<void> {
  for (let hours = 6; hours > 0; hours--) {
    await local.advance("PT1H");
    if (waitingIn(local).length === 0) return;
  }
  expect(waitingIn(local).map(({ shortName, messages }) => [shortName, messages])).toEqual([]);
}

/** Waits until no function runs, and for mails whose next attempt is later. */
export async function idle(local: LocalStack): Promise<void> {
  await local.idle();
  for (let left = 6; left > 0 && waitingIn(local).some(({ shortName }) => shortName === "mail"); left--)
    await local.advance("PT10M");
}
