import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CommandError, run } from "../../infra/commands/run.ts";
import { mutants, mutated, type Mutant } from "./mutants.ts";

const usage = `npm run mutants -- [MUTANT…]

Puts each mutant into a copy of the tree and runs there the tests that must notice it; all of them when none is named.
Fails when one lives, when its text is not in the tree as the list says, or when the tests fail without it.`;

const root = join(import.meta.dirname, "../..");

/** What a run of tests came to: how many there were, and how many failed, suites included. */
interface Report {
  readonly numTotalTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
}

/** A copy of what git knows of the tree or would add to it, with the same packages. */
function copyTree(): string {
  const copy = mkdtempSync(join(tmpdir(), "rapport-mutants-"));
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const file of listed.toString().split("\0")) if (file !== "") copyFile(file, copy);
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "dir");
  return copy;
}

function copyFile(file: string, copy: string): void {
  try {
    cpSync(join(root, file), join(copy, file));
  } catch (error) {
    // Removed and not yet committed.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** Runs test files in the copy; null when they did not run to their end. */
async function runTests(copy: string, files: readonly string[]): Promise<Report | null> {
  const output = join(copy, "report.json");
  rmSync(output, { force: true });
  const config = files.some((file) => file.startsWith("test/resilience/"))
    ? "vitest.resilience.config.ts"
    : "vitest.config.ts";
  const options = ["--config", config, "--bail", "1", "--reporter", "json", "--outputFile", output];
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  await new Promise<void>((resolve) => {
    execFile(
      process.execPath,
      [vitest, "run", ...options, ...files],
      { cwd: copy, env: { ...process.env, SOAK: process.env["SOAK"] ?? "12" }, maxBuffer: 2 ** 30 },
      () => resolve(),
    );
  });
  try {
    return JSON.parse(readFileSync(output, "utf8")) as Report;
  } catch {
    return null;
  }
}

/** A file that fails as it is loaded has no tests, and counts as a suite that failed. */
const failures = (report: Report): number => report.numFailedTests + report.numFailedTestSuites;
const isCaught = (report: Report | null): boolean => report !== null && failures(report) > 0;
const isGreen = (report: Report | null): boolean =>
  report !== null && report.numTotalTests > 0 && failures(report) === 0;

/** Plays one mutant; answers what is wrong, null where it was caught. */
async function play(copy: string, mutant: Mutant): Promise<string | null> {
  const path = join(copy, mutant.file);
  const before = readFileSync(path, "utf8");
  const after = mutated(mutant, before);
  if (typeof after !== "string") return after.fault;
  writeFileSync(path, after);
  try {
    return isCaught(await runTests(copy, mutant.caughtBy)) ? null : "It lives.";
  } finally {
    writeFileSync(path, before);
  }
}

await run(async () => {
  const named = parseArgs({ allowPositionals: true }).positionals;
  const unknown = named.filter((name) => !mutants.some((mutant) => mutant.name === name));
  if (unknown.length > 0) throw new CommandError(`There is no mutant ${unknown.join(", ")}.`);
  const chosen = named.length === 0 ? mutants : mutants.filter(({ name }) => named.includes(name));
  const copy = copyTree();
  const faults: string[] = [];
  try {
    for (const files of new Set(chosen.map(({ caughtBy }) => caughtBy.join(" ")))) {
      if (isGreen(await runTests(copy, files.split(" ")))) continue;
      faults.push(files);
      console.log(`fails without any mutant: ${files}`);
    }
    for (const mutant of chosen) {
      const begun = Date.now();
      const fault = await play(copy, mutant);
      if (fault !== null) faults.push(mutant.name);
      console.log(`${fault ?? "caught"}  ${mutant.name}  ${Math.round((Date.now() - begun) / 1000)} s`);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  console.log(
    `${chosen.length} mutants played, ${faults.length} faults${faults.length === 0 ? "" : `: ${faults.join(", ")}`}.`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
}, usage);
