import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it, vi } from "vitest";
import { sentenceOf } from "../../infra/commands/run.ts";
import { javaMajorOf } from "../../infra/local/java.ts";
import { LocalServer } from "../../infra/local/local-server.ts";
import { readOptions } from "../../infra/local/options.ts";
import { writeAssembly } from "./tiny/stack.ts";

const script = fileURLToPath(new URL("../../infra/local/start.ts", import.meta.url));
const assembly = writeAssembly();
const oldJava = mkdtempSync(join(tmpdir(), "rapport-java-"));
writeFileSync(join(oldJava, "java"), `#!${process.execPath}\nconsole.error('openjdk version "11.0.2" 2019-01-15');\n`);
chmodSync(join(oldJava, "java"), 0o755);
afterAll(() => {
  rmSync(assembly, { recursive: true });
  rmSync(oldJava, { recursive: true });
});

/** In a process group of its own, as a shell starts it, so that a test can see whether anything of it is left. */
const start = (
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream } =>
  spawn(process.execPath, [script, "--assembly", assembly, ...args], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, AWS_ENDPOINT_URL_DYNAMODB: "", ...env },
  });

/** What a start prints until it is ready, and the address of its API. */
async function untilReady(stdout: NodeJS.ReadableStream): Promise<{ said: string; url: string }> {
  let said = "";
  for await (const line of createInterface({ input: stdout })) {
    said += `${line}\n`;
    if (line.includes("Ctrl-C")) break;
  }
  return { said, url: /^API\s+(\S+)\/v1/m.exec(said)?.[1] ?? "" };
}

describe("npm start", () => {
  it.concurrent.each<[string, NodeJS.ProcessEnv, RegExp]>([
    ["without Java", { PATH: "" }, /^.*needs Java 17 or newer.* no working `java`.*\.$/],
    ["with a Java that is too old", { PATH: oldJava }, /^.*needs Java 17 or newer.* version 11\.$/],
    [
      "with a DynamoDB that does not answer",
      { AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:9" },
      /^AWS_ENDPOINT_URL_DYNAMODB is .*\.$/,
    ],
  ])("%s ends with one sentence", async (_name, env, sentence) => {
    const child = start(["--port", "0"], env);
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit") as Promise<[number]>]);
    expect([code, said.trim()]).toEqual([1, expect.stringMatching(sentence)]);
  });

  it.each([
    [["--port", "http"], /^--port takes a number.*http\.$/],
    [["--watch", "--assembly", "x"], /^--watch builds.*\.$/],
    [["--ports", "1"], /^Unknown option '--ports'.*$/],
  ])("%j is refused with one sentence", (args, sentence) => {
    let refused: unknown;
    try {
      readOptions(args);
    } catch (error) {
      refused = error;
    }
    expect(sentenceOf(refused)).toMatch(sentence);
  });

  it("on a taken port ends with one sentence", async () => {
    const other = new LocalServer(() => undefined);
    const port = await other.listen(0);
    await expect(new LocalServer(() => undefined).listen(port)).rejects.toThrow(
      new RegExp(`^Port ${port} is in use.*\\.$`),
    );
    await other.stop();
  });

  it("--open shows the control page, prints a token that works, and leaves no process after SIGINT", async () => {
    const programs = mkdtempSync(join(tmpdir(), "rapport-browser-"));
    const browser = createServer((_request, response) => response.end()).listen(0, "127.0.0.1");
    await once(browser, "listening");
    const reached = `http://127.0.0.1:${(browser.address() as AddressInfo).port}/?`;
    for (const name of ["xdg-open", "open"]) {
      const program = `#!${process.execPath}\nvoid fetch("${reached}" + encodeURIComponent(process.argv[2]));\n`;
      writeFileSync(join(programs, name), program, { mode: 0o755 });
    }
    const child = start(["--port", "0", "--open"], { PATH: `${programs}:${process.env.PATH}` });
    const [exited, asked] = [once(child, "exit"), once(browser, "request") as Promise<[IncomingMessage]>];
    const { said, url } = await untilReady(child.stdout);
    const page = decodeURIComponent((await asked)[0].url?.slice(2) ?? "");
    expect(page).toMatch(/^http:\/\/localhost:\d+\/_local$/);
    expect(await (await fetch(page)).text()).toContain("Mailbox");
    expect(said).toMatch(/^curl .*"authorization: Bearer \$TOKEN"/m);
    const [, token = ""] = /^export TOKEN=(\S+)$/m.exec(said) ?? [];
    expect((await fetch(`${url}/guarded`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
    child.kill("SIGINT");
    expect(await exited).toEqual([0, null]);
    await expect(fetch(url)).rejects.toThrow();
    expect(() => process.kill(-(child.pid ?? 0), 0)).toThrow("ESRCH");
    browser.close();
    rmSync(programs, { recursive: true });
  });

  it("leaves no process when npm, and not only the shell under it, gets SIGTERM", async () => {
    const project = mkdtempSync(join(tmpdir(), "rapport-npm-"));
    const command = `'${process.execPath}' '${script}' --assembly '${assembly}' --port 0`;
    writeFileSync(join(project, "package.json"), JSON.stringify({ scripts: { start: command } }));
    const npm = spawn("npm", ["start", "--silent"], {
      cwd: project,
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const { url } = await untilReady(npm.stdout);
    expect((await fetch(`${url}/_local/status`)).status).toBe(200);
    npm.kill("SIGTERM");
    await vi.waitFor(() => expect(() => process.kill(-(npm.pid ?? 0), 0)).toThrow("ESRCH"), { timeout: 30_000 });
    rmSync(project, { recursive: true });
  });

  it("--help lists every option and starts nothing", async () => {
    const child = start(["--help"], { PATH: "" });
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, "exit") as Promise<[number]>]);
    expect(code).toBe(0);
    for (const option of ["--port", "--data", "--watch", "--open", "--assembly", "--help"])
      expect(said).toContain(option);
  });
});

describe("a Node that is too old", () => {
  const check = fileURLToPath(new URL("../../infra/local/check-node.cjs", import.meta.url));
  const run = (...args: string[]) => spawnSync(process.execPath, [...args, check], { encoding: "utf8" });

  it("is refused with one sentence, and a sufficient one with none", () => {
    const old = run("--no-experimental-strip-types");
    expect([old.status, old.stderr.trim()]).toEqual([1, expect.stringMatching(/^Rapport needs Node [^\n]*\.$/)]);
    expect(run()).toMatchObject({ status: 0, stderr: "" });
  });

  it("is refused before every script that the README names", () => {
    const { scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
      scripts: Record<string, string>;
    };
    for (const name of ["start", "demo", "test", "build", "synth", "deploy", "redrive", "republish"])
      expect(scripts[`pre${name}`]).toBe("node infra/local/check-node.cjs");
  });
});

it.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_392"', 8],
  ['openjdk version "21" 2023-09-19', 21],
  ["command not understood", 0],
])("the Java version of %s is %i", (output, major) => {
  expect(javaMajorOf(output)).toBe(major);
});
