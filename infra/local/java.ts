import { spawnSync } from "node:child_process";
import { CommandError } from "../commands/run.ts";

/** DynamoDB Local needs Java 17 or newer. */
const oldestJava = 17;

/** Major version in the output of `java -version`: 17 for `17.0.15`, 8 for `1.8.0_392`. */
export const javaMajorOf = (output: string): number => {
  const [, major, minor] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  return Number(major === "1" ? minor : (major ?? 0));
};

let found = false;

/** Throws a CommandError when there is no Java, or only one that is too old. Asked again, it does not look again. */
export const requireJava = (): void => {
  if (found) return;
  const { error, stderr, status } = spawnSync("java", ["-version"], { encoding: "utf8" });
  const need = `Rapport's local stack needs Java ${oldestJava} or newer for DynamoDB Local`;
  if (error !== undefined || status !== 0)
    throw new CommandError(`${need}, but there is no working \`java\` on the PATH.`);
  const major = javaMajorOf(stderr);
  if (major < oldestJava) throw new CommandError(`${need}, but the \`java\` on the PATH is version ${major}.`);
  found = true;
};
