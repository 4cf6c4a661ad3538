import { GetSecretValueCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { describe, expect, test } from "vitest";
import { rotateKey, settleMs, type Rotation } from "../../infra/commands/key-rotation.ts";
import { parseMasterKey } from "../../shared/crypto/master-key.ts";
import { generations } from "../support/builders/a-master-key.ts";

const first = { current: "1", lasting: "1", "1": generations["1"] };
type Stored = Readonly<Record<string, string>>;

/** A secret in memory, and every value that was written into it. `meanwhile` happens while the rotation waits. */
function aSecret(value: unknown, meanwhile: (stored: { value: unknown }) => void = () => undefined) {
  const stored = { value };
  const written: Stored[] = [];
  const waited: number[] = [];
  const send = async (command: unknown): Promise<unknown> => {
    if (command instanceof GetSecretValueCommand)
      return { SecretString: typeof stored.value === "string" ? stored.value : JSON.stringify(stored.value) };
    if (!(command instanceof PutSecretValueCommand)) throw new Error("Another call was made.");
    stored.value = JSON.parse(command.input.SecretString ?? "");
    written.push(stored.value as Stored);
    return {};
  };
  const said: string[] = [];
  const rotation: Rotation = {
    client: { send } as Rotation["client"],
    secretId: "the-secret",
    pause: async (milliseconds) => {
      waited.push(milliseconds);
      meanwhile(stored);
    },
    say: (line) => said.push(line),
  };
  return { rotation, written, waited, said };
}

describe("a rotation of the master key", () => {
  test("adds a generation, waits longer than functions keep the key, and lets it sign only then", async () => {
    const { rotation, written, waited, said } = aSecret(first);
    await rotateKey(rotation);
    const [added, moved] = written;
    expect(written).toHaveLength(2);
    expect(added).toEqual({ ...first, "2": expect.stringMatching(/^[\w-]{64}$/) as string });
    expect(moved).toEqual({ ...added, current: "2" });
    expect(waited).toEqual([settleMs]);
    expect(settleMs).toBeGreaterThan(5 * 60_000);
    expect(parseMasterKey(JSON.stringify(moved)).currentKid).toBe("2");
    expect(said.join("\n")).not.toContain(added?.["2"]);
  });

  test("that was interrupted goes on with the generation that it added, and waits again", async () => {
    const { rotation, written, waited } = aSecret({ ...first, "2": generations["2"] });
    await rotateKey(rotation);
    expect(written).toEqual([{ ...first, current: "2", "2": generations["2"] }]);
    expect(waited).toEqual([settleMs]);
  });

  test("does not activate a generation that was changed or removed during the wait", async () => {
    const { rotation, written } = aSecret(first, (stored) => (stored.value = first));
    await expect(rotateKey(rotation)).rejects.toThrow("was changed during the wait");
    expect(written).toHaveLength(1);
  });

  test.each([
    ["is no JSON", "a secret of old", "has an invalid format"],
    ["has no lasting generation named", { current: "1", "1": generations["1"] }, "lasting"],
    ["names a lasting generation that is missing", { ...first, lasting: "0" }, '"0"'],
    ["names a current generation that is missing", { ...first, current: "7" }, '"7"'],
    ["has a generation that is too short", { ...first, "2": "short" }, "2"],
    ["has a generation that is no number", { ...first, old: generations["2"] }, '"old"'],
    ["has two generations that do not sign yet", { ...first, ...generations }, "2, 3"],
  ])("refuses a secret that %s, writes nothing and quotes nothing of it", async (_, value, words) => {
    const { rotation, written } = aSecret(value);
    const message = await rotateKey(rotation).then(String, (error: unknown) => String(error));
    expect(message).toContain(words);
    expect(message).not.toContain(generations["1"]);
    expect(message).not.toContain("a secret of old");
    expect(written).toEqual([]);
  });
});
