import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it } from "vitest";
import { rotateKey } from "../../../infra/commands/key-rotation.ts";
import { parseMasterKey } from "../../../shared/crypto/master-key.ts";
import { raiseStack } from "../../support/stack/stack.ts";

const stack = raiseStack();
const statusOf = async (link: string): Promise<number> => (await stack().ask(null, "GET", link)).status;
const generationOf = (link: string): string => link.split(".")[3] ?? "";
const read = async (): Promise<string> => {
  const { client, id } = stack().secret;
  return (await client.send(new GetSecretValueCommand({ SecretId: id }))).SecretString ?? "";
};
const later = (advance: string) => stack().control.call("POST", "clock", { advance });

describe("a rotation of the master key under warm functions", () => {
  it("keeps every link valid that was mailed before, during or after it", async () => {
    const before = await stack().partner().invite();
    expect(await statusOf(before.link)).toBe(200);
    const { currentKid } = parseMasterKey(await read());
    let during = "";
    const { client, id } = stack().secret;
    const pause = async (milliseconds: number): Promise<void> => {
      during = (await stack().partner().invite()).link;
      expect(await statusOf(during)).toBe(200);
      await later(`PT${milliseconds / 1000}S`);
      expect(await statusOf(before.link)).toBe(200);
    };
    await rotateKey({ client, secretId: id, pause, say: () => undefined });
    await later("PT6M");
    const after = await stack().partner().invite();
    const next = String(Number(currentKid) + 1);
    expect([before.link, during, after.link].map(generationOf)).toEqual([currentKid, currentKid, next]);
    for (const link of [before.link, during, after.link])
      expect(await stack().customer.accept(link)).toMatchObject({ status: 303 });
  });
});
