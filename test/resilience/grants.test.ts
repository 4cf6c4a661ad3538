import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Denial } from "../../infra/local/iam/iam.ts";
import type { Rule } from "../../infra/local/iam/policy.ts";
import { arnMatcher } from "../../infra/local/iam/wildcards.ts";
import { raise, type LocalStack } from "../../infra/local/stack.ts";
import { functionNames } from "../../infra/manifests.ts";
import { assemblyFolder, runningDynamoDb } from "../support/stack/prepared.ts";
import { patiently } from "./patience.ts";
import { isRequested, type Scenario } from "./scenarios/scenario.ts";
import { scenarioPartners, scenariosOn } from "./scenarios/scenarios.ts";

let local: LocalStack;
let advance: LocalStack["advance"];
let printed: { readonly name: string; readonly text: string }[] = [];
/** Hears what functions print. */
let hear: (name: string, text: string) => void = () => undefined;
/** The scenarios in which a grant allowed something, the smallest first. Some of them may have needed it by chance. */
const scenariosOf = new Map<Rule, Scenario[]>();
/** Grants whose refusal their function has reported. */
const noticed = new Set<Rule>();

const isRefusal = (text: string): boolean => text.includes("AccessDenied");
const refusal = (): string | undefined => printed.find(({ text }) => isRefusal(text))?.text;

/** Whether a call was refused because this grant of a function was withdrawn. */
const isFor = (name: string, { action, resource }: Rule, denial: Denial): boolean =>
  denial.functionName === name && denial.action === action && arnMatcher(resource)(denial.resource);

/** Plays a scenario to its end, or until time should pass after a refused call. Returns what went wrong, if possible that call. */
async function perform({ begin }: Scenario): Promise<string | undefined> {
  printed = [];
  local.advance = async (...by) => {
    if (refusal() !== undefined) throw new Error("A call was refused.");
    return advance(...by);
  };
  const failure = await begin()
    .then((goOn) => goOn())
    .then(() => local.idle())
    .catch((error: unknown) => String(error));
  local.advance = advance;
  return refusal() ?? failure ?? undefined;
}

/**
 * Plays a scenario once without many grants. A grant is given back as soon as its function has reported a refused call, and
 * what failed is repeated, so one withdrawn grant does not hide the next.
 */
async function performWithoutAll({ begin }: Scenario, withdrawn: ReadonlyMap<Rule, string>): Promise<void> {
  const { iam } = local.parts;
  iam.denials.length = 0;
  for (const grant of withdrawn.keys()) iam.withdrawn.add(grant);
  hear = (name, text) => {
    if (!isRefusal(text)) return;
    const own = iam.denials.filter(({ functionName }) => functionName === name);
    const refused = [...iam.withdrawn].filter((grant) => own.some((denial) => isFor(name, grant, denial)));
    // Which of several the line is about cannot be told. They are withdrawn one by one later.
    if (refused.length === 1) noticed.add(refused[0]!);
    for (const grant of refused) iam.withdrawn.delete(grant);
  };
  vi.stubGlobal("fetch", patiently(fetch));
  await begin()
    .then((goOn) => goOn())
    .then(() => local.idle())
    // What was not noticed up to here is withdrawn alone later.
    .catch(() => undefined);
  vi.unstubAllGlobals();
  hear = () => undefined;
  iam.withdrawn.clear();
  const isExplained = (denial: Denial): boolean => [...withdrawn].some(([grant, name]) => isFor(name, grant, denial));
  expect(iam.denials.filter((denial) => !isExplained(denial))).toEqual([]);
  await recover();
}

/** Clears what a failed scenario left: messages, faults, cached keys. */
async function recover(): Promise<void> {
  const { queues, faults } = local.parts;
  while (await local.idle().catch(() => true)) for (const queue of queues) queue.clear();
  for (const queue of queues) queue.clear();
  faults.clear();
  await local.advance("PT10M");
}

beforeAll(async () => {
  const assembly = await assemblyFolder();
  const print = (name: string, text: string): void => {
    printed.push({ name, text });
    hear(name, text);
  };
  local = await raise({ assembly, dynamoDb: await runningDynamoDb(), partners: scenarioPartners, print });
  advance = local.advance.bind(local);
  const { iam } = local.parts;
  const { used } = iam;
  const sizes = new Map<Scenario, number>();
  for (const scenario of scenariosOn(local)) {
    // After this every function reads its secrets again.
    await local.advance("PT10M");
    used.clear();
    expect(await perform(scenario), scenario.name).toBeUndefined();
    sizes.set(scenario, used.size);
    for (const rule of used) scenariosOf.set(rule, [...(scenariosOf.get(rule) ?? []), scenario]);
  }
  for (const scenarios of scenariosOf.values())
    scenarios.sort((one, other) => (sizes.get(one) ?? 0) - (sizes.get(other) ?? 0));
  const grants = functionNames
    .filter(isRequested)
    .flatMap((name) => iam.rulesOf(name).map((grant) => ({ name, grant })));
  for (const scenario of sizes.keys()) {
    const here = grants.filter(({ grant }) => !noticed.has(grant) && scenariosOf.get(grant)?.includes(scenario));
    if (here.length > 1) await performWithoutAll(scenario, new Map(here.map(({ name, grant }) => [grant, name])));
  }
}, 600_000);
afterAll(() => local?.stop());

describe("a function reports AccessDeniedException without any one of its grants", () => {
  test.each(functionNames)("%s", async (name) => {
    const { iam } = local.parts;
    const grants = iam.rulesOf(name);
    expect(grants).not.toEqual([]);
    const unnoticed: string[] = [];
    for (const grant of grants) {
      if (noticed.has(grant)) continue;
      iam.denials.length = 0;
      let isNoticed = false;
      for (const scenario of scenariosOf.get(grant) ?? []) {
        iam.withdrawn.add(grant);
        const wrong = await perform(scenario);
        iam.withdrawn.delete(grant);
        isNoticed = wrong !== undefined && isRefusal(wrong) && iam.denials.length > 0;
        await recover();
        if (isNoticed) break;
      }
      if (!isNoticed) unnoticed.push(`${grant.action} on ${grant.resource}`);
      expect(iam.denials.filter((denial) => !isFor(name, grant, denial))).toEqual([]);
    }
    // What is listed here may be taken from the function: nothing it does needs it.
    expect(unnoticed).toEqual([]);
  });
});
