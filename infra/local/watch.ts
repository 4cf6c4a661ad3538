import { cpSync, mkdtempSync, readFileSync, rmSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalStack } from "./stack.ts";
import { buildFunctions, repository } from "./synthesize.ts";

const settleMs = 100;

/** Changes here may change the template, which is read once. */
const templateSources = /^(?:infra|shared\/names\.ts)/;
const sources = ["functions", "shared", "infra"];

const bundleIn = (folder: string): Buffer => readFileSync(join(folder, "index.mjs"));

/** Builds all functions and hands those that came out otherwise to the running stack; answers their names. */
const rebuild = async ({ parts }: LocalStack, build: Checkout["build"]): Promise<string[]> => {
  const built = mkdtempSync(join(tmpdir(), "rapport-watch-"));
  try {
    await build(built);
    const changed = parts.functions.filter(
      ({ folder, shortName }) => !bundleIn(folder).equals(bundleIn(join(built, shortName))),
    );
    for (const { folder, shortName } of changed) cpSync(join(built, shortName), folder, { recursive: true });
    await Promise.all(changed.map((lambda) => lambda.reload()));
    return changed.map(({ shortName }) => shortName);
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
};

/** What is watched and how it is built; the project itself by default. */
export interface Checkout {
  readonly root: string;
  /** Bundles the functions into a folder, one folder each. */
  readonly build: (folder: string) => Promise<void>;
}

/** Follows the sources until the answer is called: functions are built again and replaced, a template asks for a restart. */
export const watchSources = (
  local: LocalStack,
  say: (line: string) => void,
  { root, build }: Checkout = { root: repository, build: buildFunctions },
): (() => void) => {
  let work: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const changes = new Set<string>();

  const take = async (): Promise<void> => {
    const taken = [...changes].toSorted();
    changes.clear();
    const [template] = taken.filter((path) => templateSources.test(path));
    if (template !== undefined) say(`${template} has changed: restart to take up what it says of the stack.`);
    if (taken.every((path) => path.startsWith("infra"))) return;
    try {
      const names = await rebuild(local, build);
      say(names.length === 0 ? "Built; no bundle came out otherwise." : `Replaced ${names.join(", ")}.`);
    } catch (error) {
      say(`${error instanceof Error ? error.message : String(error)}\nThe functions stay as they were.`);
    }
  };

  const watchers = sources.map((folder) =>
    watch(join(root, folder), { recursive: true }, (_kind, file) => {
      if (file === null || file.endsWith("~")) return;
      changes.add(join(folder, file));
      clearTimeout(timer);
      timer = setTimeout(() => void (work = work.then(take)), settleMs);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
};
