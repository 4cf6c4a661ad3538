import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Rule } from "../../infra/local/iam/policy.ts";
import { arnMatcher } from "../../infra/local/iam/wildcards.ts";
import { raise, type LocalStack } from "../../infra/local/stack.ts";
import { functionNames } from "../../infra/manifests.ts";
import { assemblyFolder, runningDynamoDb } from "../support/stack/prepared.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { scenarioPartners, scenariosOn } from "./scenarios/scenarios.ts";

let local: LocalStack;
let advance: LocalStack["advance"];
let printed: string[] = [];
/** The scenarios in which a grant allowed something. Some of them may have needed it by chance. */
const scenariosOf = new Map<Rule, Scenario[]>();

const refusal = (): string | undefined => printed.find((line) => line.includes("AccessDenied"));

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
  const print = (_name: string, text: string): void => void printed.push(text);
  local = await raise({ assembly, dynamoDb: await runningDynamoDb(), partners: scenarioPartners, print });
  advance = local.advance.bind(local);
  const { used } = local.parts.iam;
  for (const scenario of scenariosOn(local)) {
    // After this every function reads its secrets again.
    await local.advance("PT10M");
    used.clear();
    expect(await perform(scenario), scenario.name).toBeUndefined();
    for (const rule of used) scenariosOf.set(rule, [...(scenariosOf.get(rule) ?? []), scenario]);
  }
});
afterAll(() => local?.stop());

describe("a scenario fails with AccessDeniedException without any one of the grants of function", () => {
  test.each(functionNames)("%s", async (name) => {
    const { iam } = local.parts;
    const grants = iam.rulesOf(name);
    expect(grants).not.toEqual([]);
    const unnoticed: string[] = [];
    for (const grant of grants) {
      const { action, resource } = grant;
      iam.denials.length = 0;
      let isNoticed = false;
      for (const scenario of scenariosOf.get(grant) ?? []) {
        iam.withdrawn.add(grant);
        const wrong = await perform(scenario);
        iam.withdrawn.delete(grant);
        isNoticed = wrong?.includes("AccessDenied") === true && iam.denials.length > 0;
        await recover();
        if (isNoticed) break;
      }
      const denials = [...iam.denials];
      if (!isNoticed) unnoticed.push(`${action} on ${resource}`);
      const fits = arnMatcher(resource);
      const others = denials.filter((denial) => denial.functionName !== name || denial.action !== action);
      expect([...others, ...denials.filter((denial) => !fits(denial.resource))]).toEqual([]);
    }
    // What is listed here may be taken from the function: nothing it does needs it.
    expect(unnoticed).toEqual([]);
  });
});
