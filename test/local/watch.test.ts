import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { watchSources } from "../../infra/local/watch.ts";
import { raiseTinyStack } from "./raised.ts";
import { tablelessResources } from "./tiny/stack.ts";

const raised = raiseTinyStack({ resources: tablelessResources });
const root = mkdtempSync(join(tmpdir(), "rapport-watched-"));
for (const folder of ["functions/echo", "shared", "infra"]) mkdirSync(join(root, folder), { recursive: true });

const waiting: ((line: string) => void)[] = [];
/** What is said next. */
const next = (): Promise<string> => new Promise((resolve) => waiting.push(resolve));
const answering = (word: string): string =>
  `export const handler = async () => ({ statusCode: 200, body: ${JSON.stringify(word)} });`;

let unwatch: () => void;
beforeAll(() => {
  const { local } = raised();
  const say = (line: string): void => waiting.shift()?.(line);
  const build = async (folder: string): Promise<void> => {
    for (const lambda of local.parts.functions)
      cpSync(lambda.folder, join(folder, lambda.shortName), { recursive: true });
    cpSync(join(root, "functions/echo/index.ts"), join(folder, "echo/index.mjs"));
  };
  unwatch = watchSources(local, say, { root, build });
});
afterAll(() => {
  unwatch();
  rmSync(root, { recursive: true });
});

const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
const ask = async (): Promise<string> => (await fetch(`${raised().local.url}/hello`)).text();

it("replaces functions whose bundle changed, asks for a restart after other changes, and reports a build error", async () => {
  let said = next();
  write("functions/echo/index.ts", answering("one"));
  expect(await said).toBe("Replaced echo.");
  expect(await ask()).toBe("one");

  said = next();
  write("functions/echo/notes.md", "nothing that runs");
  expect(await said).toBe("Built; no bundle came out otherwise.");

  said = next();
  write("infra/stack.ts", "");
  expect(await said).toMatch(/^infra\/stack\.ts has changed: restart/);

  said = next();
  rmSync(join(root, "functions/echo/index.ts"));
  expect(await said).toMatch(/The functions stay as they were\.$/);
  expect(await ask()).toBe("one");
});
