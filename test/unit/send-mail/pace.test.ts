import { expect, test } from "vitest";
import { paced } from "../../../functions/send-mail/pace.ts";

/** A stopwatch that moves by what was waited for, and by hand. */
function scene(interval: number) {
  const scene = { at: 1000, waited: [] as number[] };
  const turn = paced(
    interval,
    () => scene.at,
    async (milliseconds) => {
      scene.waited.push(milliseconds);
      scene.at += milliseconds;
    },
  );
  return Object.assign(scene, { turn });
}

test("mails go out at the interval, the first at once", async () => {
  const { turn, waited } = scene(200);
  for (let mail = 0; mail < 3; mail++) await turn();
  expect(waited).toEqual([200, 200]);
});

test("time that passed since the last mail is not waited for again, and is not saved up", async () => {
  const now = scene(200);
  await now.turn();
  now.at += 150;
  await now.turn();
  now.at += 10_000;
  await now.turn();
  await now.turn();
  expect(now.waited).toEqual([50, 200]);
});

test("mails that ask at the same time get turns of their own", async () => {
  const waited: number[] = [];
  const turn = paced(
    200,
    () => 0,
    async (milliseconds) => void waited.push(milliseconds),
  );
  await Promise.all([turn(), turn(), turn()]);
  expect(waited).toEqual([200, 400]);
});
