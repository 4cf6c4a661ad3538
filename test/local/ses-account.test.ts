import { SendRawEmailCommand, SESClient } from "@aws-sdk/client-ses";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localAccessKey } from "../../infra/local/aws-endpoint.ts";
import { raise, type LocalStack } from "../../infra/local/stack.ts";
import { tablelessResources, writeAssembly } from "./tiny/stack.ts";

const assembly = writeAssembly(tablelessResources);
let local: LocalStack;
beforeAll(async () => {
  local = await raise({ assembly, partners: [], confirmSenders: false });
});
afterAll(async () => {
  await local.stop();
  rmSync(assembly, { recursive: true });
});

const send = async (to: string): Promise<string> => {
  const credentials = { accessKeyId: localAccessKey, secretAccessKey: "local" };
  const client = new SESClient({ region: "eu-central-1", endpoint: local.awsUrl, maxAttempts: 1, credentials });
  const lines = ["From: hello@tiny.example", "Date: Thu, 1 Jan 1970 00:00:00 +0000", "Message-ID: <own@tiny.example>"];
  const Data = Buffer.from([...lines, "", "Hello"].join("\r\n"));
  const sent = await client
    .send(
      new SendRawEmailCommand({
        Source: "hello@tiny.example",
        Destinations: [to],
        RawMessage: { Data },
        ConfigurationSetName: "tiny-set",
      }),
    )
    .catch((error: Error) => `${error.name}: ${error.message}`);
  return typeof sent === "string" ? sent : "sent";
};
const set = async (change: object): Promise<unknown> =>
  (await fetch(`${local.url}/_local/ses`, { method: "POST", body: JSON.stringify(change) })).json();
const detailTypes = (): string[] => local.events.map(({ detailType }) => detailType);

describe("an SES account", () => {
  it("refuses mail from an unconfirmed sender", async () => {
    expect(await send("ada@contoso.example")).toMatch(/^MessageRejected: Email address is not verified\..*hello@tiny/);
    expect(await set({ confirm: "tiny.example" })).toMatchObject({
      identities: [{ name: "tiny.example", confirmed: true }],
    });
    expect(await send("ada@contoso.example")).toBe("sent");
  });

  it("in the sandbox mails the simulator and confirmed recipients only", async () => {
    await set({ sandbox: true });
    expect(await send("ada@contoso.example")).toMatch(/^MessageRejected: .*EU-CENTRAL-1: ada@contoso\.example$/);
    expect(await send("success@simulator.amazonses.com")).toBe("sent");
    await set({ confirm: "ada@contoso.example" });
    expect(await send("ada@contoso.example")).toBe("sent");
    await set({ sandbox: false });
    expect(await send("bob@contoso.example")).toBe("sent");
  });

  it("that AWS has paused refuses all mail", async () => {
    await set({ paused: true });
    expect(await send("success@simulator.amazonses.com")).toMatch(/^MessageRejected: Sending paused/);
    await set({ paused: false });
    expect(await send("success@simulator.amazonses.com")).toBe("sent");
  });

  it("limits mails per second and per day, and recovers with time", async () => {
    await local.advance("P1D");
    await set({ rate: 1, daily: 2 });
    expect(await send("ada@contoso.example")).toBe("sent");
    expect(await send("ada@contoso.example")).toMatch(/^Throttling.*: Maximum sending rate exceeded\.$/);
    await local.advance("PT1S");
    expect(await send("ada@contoso.example")).toBe("sent");
    await local.advance("PT1S");
    expect(await send("ada@contoso.example")).toMatch(/^Throttling.*: Daily message quota exceeded\.$/);
    await local.advance("P1D");
    expect(await send("ada@contoso.example")).toBe("sent");
  });

  it("refuses unknown settings", async () => {
    const response = await fetch(`${local.url}/_local/ses`, { method: "POST", body: '{"sandpit":true}' });
    expect(response.status).toBe(400);
  });

  it("is as before after a reset, and its senders stay confirmed", async () => {
    await set({ sandbox: true, paused: true, rate: 1 });
    await local.reset();
    expect(await (await fetch(`${local.url}/_local/ses`)).json()).toMatchObject({
      sandbox: false,
      paused: false,
      rate: null,
      sentInLastDay: 0,
    });
    expect(await send("ada@contoso.example")).toBe("sent");
  });
});

it("a mail may bounce a day after it was delivered", async () => {
  await local.reset();
  await send("late@simulator.amazonses.com");
  await local.advance("PT23H");
  expect(detailTypes()).toEqual(["Email Delivered"]);
  await local.advance("PT2H");
  expect(detailTypes()).toEqual(["Email Delivered", "Email Bounced"]);
  const bounced = local.events.at(-1);
  expect(Date.parse(bounced?.at ?? "") - Date.parse(local.mails[0]?.at ?? "")).toBeGreaterThanOrEqual(86_400_000);
});
