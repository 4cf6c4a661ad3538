import { GetSecretValueCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { rotateKey } from "../../../infra/commands/key-rotation.ts";
import { signLink } from "../../../shared/crypto/links.ts";
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

  it("works without waiting: a function that gets an unknown key generation reads the key again", async () => {
    const { id, link } = await stack().partner().invite();
    expect(await statusOf(link)).toBe(200);
    const { client, id: SecretId } = stack().secret;
    const secret = { ...(JSON.parse(await read()) as Record<string, string>), "9": "nine".repeat(16), current: "9" };
    const SecretString = JSON.stringify(secret);
    await client.send(new PutSecretValueCommand({ SecretId, SecretString, ClientRequestToken: randomUUID() }));
    const numbers = { invitationId: id, version: 1, epoch: 1 };
    const newer = `/i/${signLink(numbers, parseMasterKey(SecretString))}`;
    await later("PT2M");
    expect(await statusOf(newer)).toBe(200);
    expect(await statusOf(newer.replace(".9.", ".8."))).toBe(404);
  });
});
