import { globSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesOnCycles } from "../measure/cycles.ts";
import { folders } from "../measure/sizes.ts";
import { readSources, type SourceFile } from "../support/source-files.ts";

const sources = readSources();
const foldersIn = (files: readonly SourceFile[], paths = files.map(({ path }) => path)) =>
  folders.take({ sources: files, paths }).places.map(({ path, note }) => `${path}: ${note}`);

test("no folder has more than 25 source files, or fewer than 3 files and folders", () => {
  const paths = globSync("{functions,infra,shared,test}/**/*.*", { cwd: join(import.meta.dirname, "../..") });
  expect(Math.min(sources.length, paths.length)).toBeGreaterThan(500);
  expect(foldersIn(sources, paths)).toEqual([]);
});

test("the folder rule reports a folder that is too full or nearly empty", () => {
  const paths = [...Array.from({ length: 26 }, (_, n) => `shared/full/file-${n}.ts`), "shared/lone/x.ts"];
  expect(foldersIn(paths.map((path) => ({ path, text: "" })))).toEqual([
    "shared/full: 26 files",
    "shared/lone: 1 file",
  ]);
});

test("no files import one another in a cycle", () => {
  expect(filesOnCycles(sources)).toEqual([]);
});
