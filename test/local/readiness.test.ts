import { rmSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { connect } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { raise } from "../../infra/local/stack.ts";
import { dynamoDbUrl } from "../support/stack/prepared.ts";
import { writeAssembly } from "./tiny/stack.ts";

const assembly = writeAssembly();
const partners = [{ name: "tiny", displayName: "Tiny", cloud: "public", verified: "Register", locale: "en" }];

/** In the place of DynamoDB: lets nothing through until it is opened, so that a start stands where the test wants it. */
let gate: Server;
const opened = Promise.withResolvers<void>();

beforeAll(async () => {
  const { hostname, port } = new URL(await dynamoDbUrl());
  gate = createServer((socket) => {
    void opened.promise.then(() => {
      const behind = connect(Number(port), hostname);
      socket.pipe(behind).pipe(socket);
      socket.on("error", () => behind.destroy());
      behind.on("error", () => socket.destroy());
    });
  }).listen(0, "127.0.0.1");
  await once(gate, "listening");
});
afterAll(() => {
  gate.close();
  rmSync(assembly, { recursive: true });
});

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};

it("a starting stack reports that it is not ready, refuses API calls, and handles early control calls once it is ready", async () => {
  const port = await freePort();
  const creating = Promise.withResolvers<void>();
  const url = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;
  const dynamoDb = { url, keepsKeysApart: true, stop: async () => undefined };
  const raised = raise({ assembly, partners, port, dynamoDb, report: () => creating.resolve() });
  await creating.promise;
  const api = `http://localhost:${port}`;
  const status = async () => (await fetch(`${api}/_local/status`)).json();
  const token = () => fetch(`${api}/_local/token`, { method: "POST", body: '{"partner":"tiny","role":"admin"}' });

  expect(await status()).toMatchObject({ ready: false });
  const early = await fetch(`${api}/open`);
  expect([early.status, early.headers.get("retry-after")]).toEqual([503, "1"]);
  const asked = Promise.all([fetch(`${api}/_local/reset`, { method: "POST" }), token()]);
  opened.resolve();
  const local = await raised;
  expect((await asked).map(({ status }) => status)).toEqual([204, 200]);
  await local.whenReady();
  expect(await status()).toMatchObject({ ready: true });
  expect((await token()).status).toBe(200);
  await local.stop();
});
