import { dirname } from "node:path";
import type { SourceFile } from "../support/source-files.ts";
import { counted, isProduct, type Measure } from "./measured.ts";

/** Lines with something on them: code or comment. */
export const linesIn = ({ text }: SourceFile): number => text.split("\n").filter((line) => line.trim() !== "").length;

/** Whether a file says of itself that a program wrote it. */
export const isGenerated = ({ text }: SourceFile): boolean =>
  /^\s*(\/\/|\/\*).*\b(generated (by|from)|do not edit)\b/im.test(text.slice(0, 500));

const areas = [
  { name: "product", holds: isProduct },
  { name: "local stack", holds: ({ path }: SourceFile) => path.startsWith("infra/local/") },
  { name: "tests", holds: ({ path }: SourceFile) => path.startsWith("test/") },
];

const written = (sources: readonly SourceFile[]): SourceFile[] => sources.filter((file) => !isGenerated(file));

/** Lines of product, local stack and tests. */
export const lines: Measure = {
  name: "lines",
  title: "Lines of product / local stack / tests",
  rule: "lines of TypeScript and JavaScript that are not blank, comments included; not files that say at their top that they are generated",
  take: ({ sources }) => {
    const files = written(sources);
    const sums = areas.map(({ name, holds }) => ({
      name,
      sum: files.filter(holds).reduce((sum, file) => sum + linesIn(file), 0),
    }));
    const folders = Map.groupBy(files, ({ path }) => path.split("/").slice(0, 2).join("/"));
    return {
      figure: sums.map(({ sum }) => sum.toLocaleString("en-GB")).join(" / "),
      places: [...folders].map(([path, of]) => ({
        path,
        line: 1,
        note: `${of.reduce((sum, file) => sum + linesIn(file), 0)} lines in ${counted(of.length, "file")}`,
      })),
    };
  },
};

/** Maximum number of source files directly in one folder. */
const most = 25;
/** Minimum number of files and folders in one folder; a function's folder may have fewer. */
const fewest = 3;

/** What lies directly in each folder, files and folders. */
function thingsIn(paths: readonly string[]): Map<string, Set<string>> {
  const things = new Map<string, Set<string>>();
  for (let path of paths) {
    while (path.includes("/")) {
      const folder = dirname(path);
      things.set(folder, (things.get(folder) ?? new Set()).add(path));
      path = folder;
    }
  }
  return things;
}

/** Folders that are too full, or nearly empty. */
export const folders: Measure = {
  name: "folders",
  title: "Source files directly in one folder",
  rule: `TypeScript and JavaScript files, texts included; more than ${most}, and fewer than ${fewest} files and folders anywhere but in functions/*`,
  take: ({ sources, paths }) => {
    const things = thingsIn(paths);
    const all = [...Map.groupBy(sources, ({ path }) => dirname(path))].map(([path, files]) => ({
      ...{ path, line: 1, count: files.length, note: counted(files.length, "file") },
    }));
    const full = all.filter(({ count }) => count > most).toSorted((one, other) => other.count - one.count);
    const small = all.filter(({ path }) => (things.get(path)?.size ?? 0) < fewest && !/^functions\/[^/]+$/.test(path));
    const shown = full.slice(0, 4).map(({ path, count }) => `${path} ${count}`);
    return {
      figure: `${full.length} over ${most} (${shown.join(", ")}${full.length > shown.length ? ", …" : ""}); ${small.length} under ${fewest}`,
      places: [...full, ...small],
    };
  },
};

/** The longest files. */
export const longest: Measure = {
  name: "longest",
  title: "Longest files",
  rule: "the twenty with most lines, counted as above",
  take: ({ sources }) => {
    const sorted = written(sources).toSorted((one, other) => linesIn(other) - linesIn(one));
    const over = sorted.filter((file) => linesIn(file) > 200).length;
    const [first] = sorted;
    return {
      figure: `${first?.path} ${first ? linesIn(first) : 0}; ${over} over 200 lines`,
      places: sorted.slice(0, 20).map((file) => ({ path: file.path, line: 1, note: `${linesIn(file)} lines` })),
    };
  },
};
