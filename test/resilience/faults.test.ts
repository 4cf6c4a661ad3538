import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { functionNames } from "../../infra/manifests.ts";
import { raiseStack } from "../support/stack/stack.ts";
import { errorsOf } from "./derived-faults.ts";
import { patiently } from "./patience.ts";
import { seasonOn } from "./season.ts";

const stack = raiseStack({ disorder: 20261130 });
const season = seasonOn(stack);

beforeAll(() => void vi.stubGlobal("fetch", patiently(fetch)));
afterAll(() => void vi.unstubAllGlobals());

/** Only faults with one of these in their name: `FAULTS="SendRawEmail send-mail|crashes" npm run test:resilience -- faults`. */
const wanted = process.env["FAULTS"] ?? "";

it("the audit finds no errors after any injected call fault or function crash", async () => {
  const { iam } = stack().local.parts;
  iam.used.clear();
  await season.record();
  const all = season.faults();
  const callers = new Set(all.map(({ caller }) => caller));
  expect(functionNames.filter((name) => !callers.has(name))).toEqual(["shape-token"]);
  // A call that no scenario makes cannot fail here.
  const idle = functionNames.flatMap((name) =>
    iam.rulesOf(name).flatMap((rule) => (iam.used.has(rule) ? [] : [`${name}: ${rule.action} ${rule.resource}`])),
  );
  expect(idle).toEqual([]);
  const services = new Set(all.flatMap(({ kind }) => kind?.split(" ")[0] ?? []));
  expect(services).toEqual(new Set(Object.keys(errorsOf)));
  let left = all.filter(({ name }) => wanted.split("|").some((one) => name.includes(one)));
  expect(left).not.toEqual([]);
  console.log(`${left.length} faults are derived from the calls of the season.`);
  const wrong: string[] = [];
  for (let nth = 1; left.length > 0; nth++) {
    const { occurred, failure } = await season.playUnder(left);
    console.log(`Season ${nth}: ${occurred.size} faults occurred. ${failure ?? ""}`);
    if (failure !== null) wrong.push(failure);
    if (occurred.size === 0) break;
    left = left.filter((fault) => !occurred.has(fault));
  }
  expect(left.map(({ name }) => name)).toEqual([]);
  expect(wrong).toEqual([]);
}, 1_800_000);
