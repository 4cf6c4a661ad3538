import { describe, expect, test } from "vitest";
import { functionNames } from "../../infra/manifests.ts";
import { readSources } from "../support/source-files.ts";
import { impureUses } from "./purity.ts";
import { isPure } from "./shelves.ts";

const handler = /^functions\/[^/]+\/handler\.ts$/;
const pure = readSources().filter(({ path }) => isPure(path) || handler.test(path));

describe("kernel, schemas, models, lifecycles, rules and handlers", () => {
  test("are given the clock, chance, the environment and the network", () => {
    expect(pure.filter(({ path }) => handler.test(path))).toHaveLength(functionNames.length);
    expect(pure.length).toBeGreaterThan(80);
    expect(pure.flatMap(impureUses)).toEqual([]);
  });

  test.each([
    "const now = new Date();",
    "const now = new Date;",
    "const now = Date();",
    "const nows = [1].map(Date.now);",
    "const { now } = Date;",
    "const Clock = Date;",
    "const now = new globalThis.Date(0);",
    `const now = Date["now"]();`,
    "const now = Reflect.construct(Date, []);",
    "class Clock extends Date {}",
    "const hour = new Date(at).getHours();",
    "const { now } = performance;",
    "const chance = Math.random();",
    "const { random } = Math;",
    `const chance = Math["random"]();`,
    "const id = crypto.randomUUID();",
    `import { randomUUID } from "node:crypto";`,
    `import { randomBytes as createHash } from "node:crypto";`,
    `import * as crypto from "node:crypto";`,
    `import process from "node:process";`,
    `import "node:fs";`,
    `const { randomBytes } = await import("node:crypto");`,
    `const { randomBytes: createHash } = await import("node:crypto");`,
    `const crypto = await import("node:crypto");`,
    `const bytes = (await import("node:crypto")).randomBytes(32);`,
    "const later = await import(name);",
    `const stage = process.env["STAGE"];`,
    "const { env } = process;",
    "const { env: { STAGE } } = process;",
    "const given = { process };",
    "const answer = fetch(url);",
    "setTimeout(act, 10);",
    "console.log(at);",
    "const here = import.meta.dirname;",
  ])("must not contain: %s", (text) => {
    expect(impureUses({ path: "shared/customer/rules/x.ts", text })).not.toEqual([]);
  });

  test.each([
    "const at = new Date(clock()); const ms = Date.parse(at) + Date.UTC(2026, 0);",
    "const most = Math.max(...counts);",
    "const of = (at: Date): Map<string, Date> => new Map(at.process);",
    "const { crypto: key } = given; const told = { performance: key };",
    `import { createHash } from "node:crypto"; import type { Server } from "node:http";`,
    `const { createHash } = await import("node:crypto"); const zipped = (await import("node:zlib")).gzipSync(text);`,
    `const { default: texts } = await import("./texts.json", { with: { type: "json" } });`,
  ])("may contain: %s", (text) => {
    expect(impureUses({ path: "shared/customer/rules/x.ts", text })).toEqual([]);
  });
});
