import ts from "typescript";
import { describe, expect, test } from "vitest";
import { functionNames } from "../../infra/manifests.ts";
import { importsOf, readSources, syntaxOf, within, type SourceFile } from "../support/source-files.ts";

const sources = readSources();

const manifest = /^functions\/[^/]+\/manifest\.ts$/;

/** The areas of the project. The first that a path is in decides what its files may import; `packages` are npm's and Node's. */
const areas = [
  { name: "shared", in: /^shared\//, may: [/^shared\//], packages: true },
  { name: "manifests", in: manifest, may: [/^shared\/(names|manifest)\.ts$/], packages: false },
  { name: "functions", in: /^functions\//, may: [/^shared\//], packages: true },
  { name: "local stack", in: /^infra\/local\//, may: [/^infra\/(local\/|commands\/run\.ts$)/], packages: true },
  // Of the product they read what is stored.
  { name: "commands", in: /^infra\/commands\//, may: [/^infra\/(?!local\/)/, /^shared\//], packages: true },
  {
    name: "infra",
    in: /^infra\//,
    may: [/^infra\/(?!local\/)/, /^shared\/(names|manifest|message|policy\/\w+-settings)\.ts$/, manifest],
    packages: true,
  },
  { name: "test", in: /^test\//, may: [/./], packages: true },
] as const;

const areaOf = (path: string) => areas.find((area) => area.in.test(path));
const isProjectPath = (name: string): boolean => /^(shared|functions|infra|test|\.\.)\//.test(name);
const functionOf = (path: string): string | undefined => /^functions\/[^/]+\//.exec(path)?.[0];

/** The imports that a file must not have. */
function forbidden(file: SourceFile): string[] {
  const area = areaOf(file.path);
  const own = functionOf(file.path);
  return importsOf(file).filter((name) => {
    if (!isProjectPath(name)) return area?.packages !== true;
    const isOwn = area?.name === "functions" && own !== undefined && name.startsWith(own);
    return !isOwn && area?.may.some((allowed) => allowed.test(name)) !== true;
  });
}

describe("the dependency rule", () => {
  test.each(areas)("covers at least ten files of $name, and ten imports", ({ name }) => {
    const files = sources.filter(({ path }) => areaOf(path)?.name === name);
    expect(files.length).toBeGreaterThanOrEqual(10);
    expect(files.flatMap(importsOf).length).toBeGreaterThanOrEqual(10);
  });

  test.each([
    ["shared/x.ts", `import { y } from "../../functions/send-mail/handler.ts";`],
    ["shared/x.ts", `import { y } from "../../infra/settings.ts";`],
    ["functions/send-mail/x.ts", `import { y } from "../sweep-due/handler.ts";`],
    ["functions/send-mail/x.ts", `export * from "../send-mail-too/handler.ts";`],
    ["functions/send-mail/x.ts", `export { y } from "../../infra/settings.ts";`],
    ["functions/send-mail/x.ts", `const y = await import("../sweep-due/handler.ts");`],
    ["functions/send-mail/x.ts", `let y: import("../sweep-due/handler.ts").Y;`],
    ["infra/x.ts", `import { y } from "../shared/kernel/ids.ts";`],
    ["infra/x.ts", `import { y } from "../shared/policy/clouds.ts";`],
    ["infra/x.ts", `import "../../functions/send-mail/index.ts";`],
    ["infra/x.ts", `import { y } from "../functions/send-mail/pages/manifest.ts";`],
    ["functions/send-mail/manifest.ts", `import { y } from "./handler.ts";`],
    ["functions/send-mail/manifest.ts", `import type { Y } from "../../shared/kernel/ids.ts";`],
    ["functions/send-mail/manifest.ts", `import * as z from "zod/mini";`],
    ["functions/send-mail/manifest.ts", `import { needs } from "../sweep-due/manifest.ts";`],
    ["infra/x.ts", `import { y } from "./local/start.ts";`],
    ["infra/commands/x.ts", `import { y } from "../local/start.ts";`],
    ["infra/commands/x.ts", `import { y } from "../../functions/send-mail/handler.ts";`],
    ["infra/local/x.ts", `import { y } from "../settings.ts";`],
    ["infra/local/x.ts", `import { table } from "../../shared/names.ts";`],
    ["infra/local/x.ts", `import { y } from "../../test/support/builders.ts";`],
    ["shared/x.ts", `import { y } from "../test/support/builders/builders.ts";`],
    ["infra/x.ts", `import { y } from "../../elsewhere/x.ts";`],
  ])("refuses in %s: %s", (path, text) => {
    expect(forbidden({ path, text })).toHaveLength(1);
  });

  test.each([
    ["shared/table/x.ts", `import { y } from "../kernel/time.ts"; import * as z from "zod/mini";`],
    ["functions/send-mail/x.ts", `import { y } from "./mailing.ts"; import { z } from "../../shared/names.ts";`],
    ["infra/constructs/x.ts", `import { y } from "../../shared/names.ts"; import { z } from "../settings.ts";`],
    ["infra/x.ts", `import { y } from "../shared/policy/policy-settings.ts";`],
    ["infra/commands/x.ts", `import { y } from "../../shared/events/stored-events.ts";`],
    [
      "infra/x.ts",
      `import { needs } from "../functions/send-mail/manifest.ts"; import { y } from "../shared/manifest.ts";`,
    ],
    ["functions/send-mail/manifest.ts", `import type { Needs } from "../../shared/manifest.ts";`],
    ["functions/send-mail/index.ts", `import { needs } from "./manifest.ts";`],
    ["infra/local/x.ts", `import { y } from "./start.ts"; import { createServer } from "node:http";`],
    ["infra/local/x.ts", `import { CommandError } from "../commands/run.ts";`],
    ["test/unit/x.test.ts", `import { y } from "../../infra/local/start.ts";`],
  ])("allows in %s: %s", (path, text) => {
    expect(forbidden({ path, text })).toEqual([]);
  });

  test("every folder under functions has a manifest that the stack uses", () => {
    const folders = new Set(sources.flatMap(({ path }) => functionOf(path)?.split("/")[1] ?? []));
    expect(functionNames.toSorted()).toEqual([...folders].toSorted());
  });

  test("is kept by every file", () => {
    expect(sources.flatMap((file) => forbidden(file).map((name) => `${file.path} imports ${name}`))).toEqual([]);
  });
});

describe("a transaction", () => {
  /** Files outside the table that name its writing of transactions, by whatever syntax. */
  const writing = (files: readonly SourceFile[]): string[] =>
    files
      .filter(({ path }) => /^(shared|functions)\/(?!table\/)/.test(path))
      .filter((file) =>
        within(syntaxOf(file)).some(
          (node) => (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && node.text === "transact",
        ),
      )
      .map(({ path }) => path);

  test("is written by the commit of commands only", () => {
    expect(writing(sources)).toEqual(["shared/transaction/commit.ts"]);
  });

  test.each(["table.transact(all);", "const { transact: write } = table;", `table["transact"](all);`])(
    "is found in: %s",
    (text) => {
      expect(writing([{ path: "shared/x.ts", text }])).toEqual(["shared/x.ts"]);
    },
  );
});

describe("every file", () => {
  const isKebab = (path: string): boolean =>
    path.split("/").every((part) => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(part));

  test("has a name in kebab-case", () => {
    expect(sources.map(({ path }) => path).filter((path) => !isKebab(path))).toEqual([]);
    expect(["shared/aName.ts", "shared/a_name.ts", "Shared/a.ts", "shared/-a.ts"].filter(isKebab)).toEqual([]);
  });

  test("exports by name, not by default", () => {
    const isDefault = (text: string) => /^export (?:default\b|= |\{[^}]*\bas default\b)/m.test(text);
    expect(sources.filter(({ text }) => isDefault(text)).map(({ path }) => path)).toEqual([]);
    for (const text of [
      "export default 1;",
      "export default function x() {}",
      "export { x as default };",
      "export = x;",
    ])
      expect(isDefault(text), text).toBe(true);
    expect(isDefault(`import y from "y"; switch (y) { default: }`)).toBe(false);
  });
});
