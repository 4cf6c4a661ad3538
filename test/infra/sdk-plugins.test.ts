import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { bundleOptions } from "../../infra/build/bundle-options.ts";

const source = `
  import { DynamoDBClient, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
  import { parseEpochTimestamp, parseRfc3339DateTimeWithOffset } from "@smithy/core/serde";
  const client = new DynamoDBClient({ region: "eu-central-1", credentials: { accessKeyId: "x", secretAccessKey: "x" } });
  export const hostIn = (Region) =>
    client.config.endpointProvider({ Region, UseFIPS: false, UseDualStack: false }).url.hostname;
  export const dateOf = (text) => parseRfc3339DateTimeWithOffset(text).toISOString();
  export const instantOf = (seconds) => parseEpochTimestamp(seconds).toISOString();
  export const regionOfEnvironment = () => new DynamoDBClient({}).config.region();
  export const notFound = new ResourceNotFoundException({ message: "No such table." });
`;

const work = mkdtempSync(join(tmpdir(), "rapport-sdk-"));
let bundled: {
  hostIn(region: string): string;
  regionOfEnvironment(): Promise<string>;
  dateOf(text: string): string;
  instantOf(seconds: number): string;
  notFound: Error & { $fault: string };
};
beforeAll(async () => {
  const outfile = join(work, "sdk.mjs");
  await build({ ...bundleOptions, stdin: { contents: source, resolveDir: import.meta.dirname }, outfile });
  bundled = (await import(pathToFileURL(outfile).href)) as typeof bundled;
});
afterAll(() => rmSync(work, { recursive: true }));

test.each([
  ["eu-central-1", "dynamodb.eu-central-1.amazonaws.com"],
  ["us-gov-west-1", "dynamodb.us-gov-west-1.amazonaws.com"],
  ["cn-north-1", "dynamodb.cn-north-1.amazonaws.com.cn"],
  ["eusc-de-east-1", "dynamodb.eusc-de-east-1.amazonaws.eu"],
  ["us-iso-east-1", "dynamodb.us-iso-east-1.c2s.ic.gov"],
])("a bundled client finds its service in %s", (region, host) => {
  expect(bundled.hostIn(region)).toBe(host);
});

test("a bundled client takes its region only from the environment", async () => {
  vi.stubEnv("AWS_REGION", "eu-south-1");
  expect(await bundled.regionOfEnvironment()).toBe("eu-south-1");
  vi.stubEnv("AWS_REGION", undefined);
  await expect(bundled.regionOfEnvironment()).rejects.toThrow("Region is missing");
  vi.unstubAllEnvs();
});

test("a date in an answer is read as it was written", () => {
  expect(bundled.dateOf("2026-11-22T10:00:00+01:00")).toBe("2026-11-22T09:00:00.000Z");
  expect(bundled.instantOf(1795341600.25)).toBe("2026-11-22T10:00:00.250Z");
});

test("an error of the SDK is known by its name and fault", () => {
  expect(bundled.notFound).toMatchObject({
    ...{ name: "ResourceNotFoundException", $fault: "client", message: "No such table." },
  });
});
