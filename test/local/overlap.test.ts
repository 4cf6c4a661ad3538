import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { Turns } from "../../infra/local/lambda/turns.ts";
import { raiseTinyStack, type Raised } from "./raised.ts";
import { tablelessResources, tinyResources } from "./tiny/stack.ts";

const resources = {
  ...tablelessResources,
  Echo: {
    ...tinyResources.Echo,
    // Long, because requests are held up while a busy machine starts environments.
    Properties: { ...tinyResources.Echo.Properties, ReservedConcurrentExecutions: 2, Timeout: 60 },
  },
};
const raised = raiseTinyStack({ resources });
let tiny: Raised;
beforeAll(() => (tiny = raised()));

const echo = () => tiny.local.parts.functions.find(({ shortName }) => shortName === "echo");
const secret = { service: "secretsmanager", operation: "GetSecretValue", caller: "echo" };
const ask = async (path: string): Promise<number> => (await fetch(tiny.local.url + path)).status;

beforeEach(() => tiny.local.overlap(4));
afterEach(() => tiny.local.overlap(1));

it("requests of one function run side by side, each in an environment of its own, as many as the template reserves", async () => {
  await echo()?.stop();
  const hold = tiny.local.parts.holds.add(secret, 2);
  const answers = [ask("/secret"), ask("/secret"), ask("/secret")];
  await hold.arrived(2);
  expect(echo()).toMatchObject({ limit: 2, environments: 2 });
  await hold.release(1);
  await hold.release(0);
  expect(await Promise.all(answers)).toEqual([200, 200, 200]);
  expect(echo()?.environments).toBe(2);
});

it("without overlap one request waits for the other", async () => {
  tiny.local.overlap(1);
  await echo()?.stop();
  const hold = tiny.local.parts.holds.add(secret, 1);
  const answers = [ask("/secret"), ask("/open")];
  await hold.arrived(1);
  expect(echo()?.environments).toBe(1);
  await hold.release(0);
  expect(await Promise.all(answers)).toEqual([200, 200]);
  expect(echo()?.environments).toBe(1);
});

it("an environment that crashes ends alone", async () => {
  const hold = tiny.local.parts.holds.add(secret, 1);
  const held = ask("/secret");
  await hold.arrived(1);
  expect(await ask("/exit")).toBe(500);
  await hold.release(0);
  expect(await held).toBe(200);
});

it("work that must be alone waits for what was asked before, and holds up what is asked later", async () => {
  const order: string[] = [];
  const turns = new Turns(2);
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const work =
    (name: string, until = Promise.resolve()) =>
    async (): Promise<void> => {
      order.push(`${name} begins`);
      await until;
      order.push(`${name} ends`);
    };
  const all = [
    turns.take(work("first", first.promise)),
    turns.take(work("second", second.promise)),
    turns.takeAll(work("alone")),
    turns.take(work("later")),
  ];
  second.resolve();
  await all[1];
  expect(order).toEqual(["first begins", "second begins", "second ends"]);
  first.resolve();
  await Promise.all(all);
  expect(order.slice(3)).toEqual(["first ends", "alone begins", "alone ends", "later begins", "later ends"]);
});
