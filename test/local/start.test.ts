import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, type IncomingMessage } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it, vi } from "vitest";
import { javaMajorOf } from "../../infra/local/java.ts";
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

const refusal = async (args: readonly string[], env?: NodeJS.ProcessEnv): Promise<[number, string]> => {
  const child = start(args, env);
  const [sentence, [code]] = await Promise.all([text(child.stderr), once(child, "exit") as Promise<[number]>]);
  return [code, sentence.trim()];
};

describe("npm start", () => {
  it.each<[string, readonly string[], NodeJS.ProcessEnv, RegExp]>([
    ["no Java", ["--port", "0"], { PATH: "" }, /^.*needs Java 17 or newer.* no working `java`.*\.$/],
    ["a Java that is too old", ["--port", "0"], { PATH: oldJava }, /^.*needs Java 17 or newer.* version 11\.$/],
    ["a port that is none", ["--port", "http"], {}, /^--port takes a number.*http\.$/],
    ["--watch of what it does not build", ["--watch"], {}, /^--watch builds.*\.$/],
    [
      "a data folder that cannot be made",
      ["--port", "0", "--data", "/dev/null/data"],
      {},
      /^The data folder .* ENOTDIR\.$/,
    ],
    ["an unknown option", ["--ports", "1"], {}, /^Unknown option '--ports'.*$/],
    [
      "a DynamoDB that does not answer",
      ["--port", "0"],
      { AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:9" },
      /^AWS_ENDPOINT_URL_DYNAMODB is .*\.$/,
    ],
  ])("with %s says so in one sentence", async (_name, args, env, sentence) => {
    const [code, said] = await refusal(args, env);
    expect(code).toBe(1);
    expect(said).toMatch(sentence);
  });

  it("on a taken port says so in one sentence", async () => {
    const other = createServer().listen(0);
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const [code, said] = await refusal(["--port", String(port)]);
    other.close();
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`^Port ${port} is taken.*\\.$`));
  });

  it("on data that another start uses says so in one sentence", async () => {
    const data = mkdtempSync(join(tmpdir(), "rapport-used-"));
    writeFileSync(join(data, "lock"), String(process.pid));
    const [code, said] = await refusal(["--port", "0", "--data", data]);
    rmSync(data, { recursive: true });
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`^The data folder ${data} is used by .* \\(process ${process.pid}\\).*\\.$`));
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "prints where it stands and a token that works, and leaves nothing behind on %s",
    async (signal) => {
      const child = start(["--port", "0"]);
      const exited = once(child, "exit");
      let said = "";
      for await (const line of createInterface({ input: child.stdout })) {
        said += `${line}\n`;
        if (line.includes("Ctrl-C")) break;
      }
      const [, url = ""] = /^API\s+(\S+)\/v1/m.exec(said) ?? [];
      const [, token = ""] = /^export TOKEN=(\S+)$/m.exec(said) ?? [];
      expect(said).toMatch(/^curl .*"authorization: Bearer \$TOKEN"/m);
      expect((await fetch(`${url}/guarded`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
      child.kill(signal);
      expect(await exited).toEqual([0, null]);
      await expect(fetch(url)).rejects.toThrow();
      expect(() => process.kill(-(child.pid ?? 0), 0)).toThrow("ESRCH");
    },
    30_000,
  );
});

describe("npm start --help", () => {
  it("lists every option and starts nothing", async () => {
    const child = start(["--help"], { PATH: "" });
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, "exit") as Promise<[number]>]);
    expect(code).toBe(0);
    for (const option of ["--port", "--data", "--watch", "--open", "--assembly", "--help"])
      expect(said).toContain(option);
  });
});

describe("npm", () => {
  it("takes the local stack with it when it is ended, and not only the shell between them", async () => {
    const project = mkdtempSync(join(tmpdir(), "rapport-npm-"));
    const command = `'${process.execPath}' '${script}' --assembly '${assembly}' --port 0`;
    writeFileSync(join(project, "package.json"), JSON.stringify({ scripts: { start: command } }));
    const npm = spawn("npm", ["start", "--silent"], {
      cwd: project,
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
    });
    let said = "";
    for await (const line of createInterface({ input: npm.stdout })) {
      said += `${line}\n`;
      if (line.includes("Ctrl-C")) break;
    }
    const [, url = ""] = /^API\s+(\S+)\/v1/m.exec(said) ?? [];
    expect((await fetch(`${url}/_local/status`)).status).toBe(200);
    npm.kill("SIGTERM");
    await vi.waitFor(() => expect(() => process.kill(-(npm.pid ?? 0), 0)).toThrow("ESRCH"), { timeout: 30_000 });
    rmSync(project, { recursive: true });
  });
});

describe("an old Node", () => {
  const check = fileURLToPath(new URL("../../infra/local/check-node.cjs", import.meta.url));
  const run = (...args: string[]) => spawnSync(process.execPath, [...args, check], { encoding: "utf8" });

  it("is told in one sentence what is missing, and this one nothing", () => {
    const old = run("--no-experimental-strip-types");
    expect([old.status, old.stderr.trim()]).toEqual([1, expect.stringMatching(/^Rapport needs Node [^\n]*\.$/)]);
    expect(run()).toMatchObject({ status: 0, stderr: "" });
  });

  it("is told so before every script that people are pointed to", () => {
    const { scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
      scripts: Record<string, string>;
    };
    for (const name of ["start", "demo", "test", "build", "synth", "deploy", "redrive", "republish"])
      expect(scripts[`pre${name}`]).toBe("node infra/local/check-node.cjs");
  });
});

describe("npm start --open", () => {
  it("shows the control page in the person's browser", async () => {
    const programs = mkdtempSync(join(tmpdir(), "rapport-browser-"));
    const opened = createHttpServer((_request, response) => response.end()).listen(0, "127.0.0.1");
    await once(opened, "listening");
    const told = `http://127.0.0.1:${(opened.address() as AddressInfo).port}/?`;
    for (const name of ["xdg-open", "open"]) {
      const script = `#!${process.execPath}\nvoid fetch("${told}" + encodeURIComponent(process.argv[2]));\n`;
      writeFileSync(join(programs, name), script, { mode: 0o755 });
    }
    const child = start(["--port", "0", "--open"], { PATH: `${programs}:${process.env.PATH}` });
    const [exited, asked] = [once(child, "exit"), once(opened, "request") as Promise<[IncomingMessage]>];
    const url = decodeURIComponent((await asked)[0].url?.slice(2) ?? "");
    expect(url).toMatch(/^http:\/\/localhost:\d+\/_local$/);
    expect(await (await fetch(url)).text()).toContain("Mailbox");
    child.kill("SIGINT");
    await exited;
    opened.close();
    rmSync(programs, { recursive: true });
  }, 30_000);
});

describe("the version of Java", () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_392"', 8],
    ['openjdk version "21" 2023-09-19', 21],
    ["command not understood", 0],
  ])("of %s is %i", (output, major) => {
    expect(javaMajorOf(output)).toBe(major);
  });
});
