import { readFileSync } from "node:fs";
import { relative } from "node:path";

/** What a JSON report of vitest says of each test file. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly unknown[];
  }[];
}

/** The test files of a report, the slowest first, with their seconds and cases; the sum of all comes last. */
export function secondsOf(report: Report, root: string): string[] {
  const files = report.testResults.map(({ name, startTime, endTime, assertionResults }) => ({
    path: relative(root, name).replaceAll("\\", "/"),
    seconds: (endTime - startTime) / 1000,
    cases: assertionResults.length,
  }));
  const row = ({ path, seconds, cases }: (typeof files)[number]): string =>
    `${seconds.toFixed(1).padStart(7)} s  ${String(cases).padStart(5)}  ${path}`;
  const all = {
    path: `all ${files.length} files`,
    seconds: files.reduce((sum, { seconds }) => sum + seconds, 0),
    cases: files.reduce((sum, { cases }) => sum + cases, 0),
  };
  return [...files.toSorted((one, other) => other.seconds - one.seconds), all].map(row);
}

/** The same of a report's file. */
export const secondsByFile = (file: string, root: string): string[] =>
  secondsOf(JSON.parse(readFileSync(file, "utf8")) as Report, root);
