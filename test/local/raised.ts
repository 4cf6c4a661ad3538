import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll } from "vitest";
import { localAccessKey } from "../../infra/local/aws-endpoint.ts";
import { raise, type LocalStack } from "../../infra/local/stack.ts";
import { runningDynamoDb } from "../support/stack/prepared.ts";
import { tinyResources, writeAssembly } from "./tiny/stack.ts";

/** A raised tiny stack for one test file: what functions printed, and settings for SDK clients. */
export interface Raised {
  readonly local: LocalStack;
  /** Lines that a function has printed since the last test. */
  readonly printed: (functionName: string) => string[];
  readonly table: string;
  readonly client: {
    readonly region: string;
    readonly endpoint: string;
    readonly maxAttempts: number;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

const operatorOnly = [{ name: "tiny", displayName: "Tiny", cloud: "public", verified: "Register", locale: "en" }];

/** Raises the tiny stack before the file's tests, stops it at the end, and resets it after each test unless they leave nothing. */
export const raiseTinyStack = ({
  reset = true,
  resources = tinyResources,
}: { reset?: boolean; resources?: object } = {}): (() => Raised) => {
  let raised: Raised | undefined;
  let lines: [string, string][] = [];
  const assembly = writeAssembly(resources);
  beforeAll(async () => {
    const print = (name: string, text: string): void =>
      void lines.push(
        ...text
          .trimEnd()
          .split("\n")
          .map((line) => [name, line] as [string, string]),
      );
    const local = await raise({ assembly, dynamoDb: await runningDynamoDb(), partners: operatorOnly, print });
    raised = {
      local,
      printed: (name) => lines.filter(([from]) => from === name).map(([, line]) => line),
      table: local.parts.dynamoDb.tables[0]?.name ?? "",
      client: {
        region: "eu-central-1",
        endpoint: local.awsUrl,
        maxAttempts: 1,
        credentials: { accessKeyId: localAccessKey, secretAccessKey: "local" },
      },
    };
  }, 30_000);
  afterEach(async () => {
    if (reset) await raised?.local.reset();
    lines = [];
  });
  afterAll(async () => {
    await raised?.local.stop();
    rmSync(assembly, { recursive: true });
  });
  return () => {
    if (raised === undefined)
      throw new Error("The tiny stack is raised before the first test, not while tests are collected.");
    return raised;
  };
};
