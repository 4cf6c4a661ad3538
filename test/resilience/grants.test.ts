import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Rule } from "../../infra/local/iam/policy.ts";
import { arnMatcher } from "../../infra/local/iam/wildcards.ts";
import { raise, type LocalStack } from "../../infra/local/stack.ts";
import { functionNames } from "../../infra/manifests.ts";
import { assemblyFolder, runningDynamoDb } from "../support/stack/workshop.ts";
import { scenePartners, scenesOn, type Scene } from "./scenes.ts";

let local: LocalStack;
let printed: string[] = [];
/** The first scene in which a grant allowed something. */
const sceneOf = new Map<Rule, Scene>();

/** Plays a scene to its end. Answers what went wrong, best in the words in which somebody was refused. */
async function perform({ play }: Scene): Promise<string | undefined> {
  printed = [];
  const failure = await play()
    .then(() => local.idle())
    .catch((error: unknown) => String(error));
  return printed.find((line) => line.includes("AccessDenied")) ?? failure ?? undefined;
}

/** Leaves nothing behind of a scene that failed: no message, no fault, no cached key. */
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
  local = await raise({ assembly, dynamoDb: await runningDynamoDb(), partners: scenePartners, print });
  const { used } = local.parts.iam;
  for (const scene of scenesOn(local)) {
    // Every function reads its secrets anew, whatever was played before.
    await local.advance("PT10M");
    used.clear();
    expect(await perform(scene), scene.name).toBeUndefined();
    for (const rule of used) if (!sceneOf.has(rule)) sceneOf.set(rule, scene);
  }
});
afterAll(() => local?.stop());

describe("without any one of its grants the journey fails with AccessDeniedException:", () => {
  test.each(functionNames)("%s", async (name) => {
    const { iam } = local.parts;
    const grants = iam.rulesOf(name);
    expect(grants).not.toEqual([]);
    const unnoticed: string[] = [];
    for (const grant of grants) {
      const { action, resource } = grant;
      iam.denials.length = 0;
      iam.withdrawn.add(grant);
      const scene = sceneOf.get(grant);
      const wrong = scene && (await perform(scene));
      iam.withdrawn.delete(grant);
      const denials = [...iam.denials];
      await recover();
      if (wrong?.includes("AccessDenied") !== true || denials.length === 0) unnoticed.push(`${action} on ${resource}`);
      const fits = arnMatcher(resource);
      const others = denials.filter((denial) => denial.functionName !== name || denial.action !== action);
      expect([...others, ...denials.filter((denial) => !fits(denial.resource))]).toEqual([]);
    }
    // What is listed here may be taken from the function: nothing it does needs it.
    expect(unnoticed).toEqual([]);
  });
});
