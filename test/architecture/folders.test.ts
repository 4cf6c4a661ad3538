import { globSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cycles } from "../measure/cycles.ts";
import type { Measure } from "../measure/measured.ts";
import { folders } from "../measure/sizes.ts";
import { readSources, sourceOf, type SourceFile } from "../support/source-files.ts";

const sources = readSources();
const empty = (path: string) => sourceOf(path, "");
const placesIn = (measure: Measure, files: readonly SourceFile[], paths = files.map(({ path }) => path)) =>
  measure.take({ root: "", sources: files, paths }).places.map(({ path, note }) => `${path}: ${note}`);

test("no folder holds more than 25 source files, or fewer than 3 things", () => {
  const paths = globSync("{functions,infra,shared,test}/**/*.*", { cwd: join(import.meta.dirname, "../..") });
  expect(Math.min(sources.length, paths.length)).toBeGreaterThan(500);
  expect(placesIn(folders, sources, paths)).toEqual([]);
});

test("a folder that is too full or nearly empty would be seen", () => {
  const full = Array.from({ length: 26 }, (_, n) => empty(`shared/full/file-${n}.ts`));
  expect(placesIn(folders, [...full, empty("shared/lone/x.ts")])).toEqual([
    "shared/full: 26 files",
    "shared/lone: 1 file",
  ]);
});

test("no files import one another in a circle", () => {
  expect(placesIn(cycles, sources)).toEqual([]);
});

test("a circle would be seen", () => {
  const circle = [
    sourceOf("shared/a.ts", `import { b } from "./b.ts";`),
    sourceOf("shared/b.ts", `export * from "./a.ts";`),
  ];
  expect(placesIn(cycles, circle)).toHaveLength(2);
});
