import { type GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { UnknownGeneration } from "../../../shared/crypto/master-key.ts";
import { masterKeySource } from "../../../shared/runtime/master-key-source.ts";
import { generations } from "../../support/builders/a-master-key.ts";

const first = { current: "1", lasting: "1", "1": generations["1"] };
let secret: Readonly<Record<string, string>>;
let reads: string[];
beforeEach(() => {
  [secret, reads] = [first, []];
  vi.spyOn(SecretsManagerClient.prototype, "send").mockImplementation((command: unknown) => {
    reads.push((command as GetSecretValueCommand).input.SecretId ?? "");
    return Promise.resolve({ SecretString: JSON.stringify(secret) }) as never;
  });
});
afterEach(() => vi.restoreAllMocks());

/** A source with a clock that is set by seconds. */
function aSource() {
  let seconds = 0;
  return { read: masterKeySource("the-secret", () => seconds * 1000), at: (second: number) => (seconds = second) };
}

test("the master key is read once in five minutes", async () => {
  const { read, at } = aSource();
  for (const second of [0, 1, 299]) {
    at(second);
    await read();
  }
  expect(reads).toEqual(["the-secret"]);
  at(300);
  await read();
  expect(reads).toHaveLength(2);
});

test("a generation that was added since is found by reading the key once more", async () => {
  const { read, at } = aSource();
  const stale = await read();
  secret = { ...first, "2": generations["2"] };
  at(60);
  expect(() => stale.derive("link", "2")).toThrow(UnknownGeneration);
  expect((await read()).derive("link", "2")).not.toBeNull();
  expect(reads).toHaveLength(2);
});

test("forged generations make the key be read at most once a minute", async () => {
  const { read, at } = aSource();
  await read();
  for (let second = 0; second <= 180; second++) {
    at(second);
    const key = await read();
    try {
      expect(key.derive("link", `forged-${second}`)).toBeNull();
    } catch (error) {
      expect(error).toBeInstanceOf(UnknownGeneration);
    }
  }
  expect(reads.length).toBeGreaterThan(1);
  expect(reads.length).toBeLessThanOrEqual(4);
});

test("the master key is read again where the clock was set back", async () => {
  const { read, at } = aSource();
  at(1000);
  await read();
  at(900);
  await read();
  expect(reads).toHaveLength(2);
});

test("a failed read is not kept", async () => {
  const { read } = aSource();
  secret = {};
  await expect(read()).rejects.toThrow();
  secret = first;
  expect((await read()).currentKid).toBe("1");
});
