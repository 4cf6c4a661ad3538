import { expect, test } from "vitest";
import { paced } from "../../../functions/send-mail/pace.ts";

/** A pace whose clock advances by each wait, or by hand. */
function paceAt(interval: number) {
  const clock = { at: 1000, waited: [] as number[] };
  const turn = paced(
    interval,
    () => clock.at,
    async (milliseconds) => {
      clock.waited.push(milliseconds);
      clock.at += milliseconds;
    },
  );
  return Object.assign(clock, { turn });
}

test("the first mail is sent at once, each other one after the interval", async () => {
  const { turn, waited } = paceAt(200);
  for (let mail = 0; mail < 3; mail++) await turn();
  expect(waited).toEqual([200, 200]);
});

test("time since the last mail shortens the next wait, but never a later one", async () => {
  const now = paceAt(200);
  await now.turn();
  now.at += 150;
  await now.turn();
  now.at += 10_000;
  await now.turn();
  await now.turn();
  expect(now.waited).toEqual([50, 200]);
});

test("mails that ask for a turn at the same time wait for different times", async () => {
  const waited: number[] = [];
  const turn = paced(
    200,
    () => 0,
    async (milliseconds) => void waited.push(milliseconds),
  );
  await Promise.all([turn(), turn(), turn()]);
  expect(waited).toEqual([200, 400]);
});
