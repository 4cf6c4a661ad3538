import { spawnSync } from "node:child_process";

/** DynamoDB Local needs Java 17 or newer. */
const oldestJava = 17;

/** One clear sentence for the person who started the local stack; shown without a stack trace. */
export class StartError extends Error {}

/** Major version in the output of `java -version`: 17 for `17.0.15`, 8 for `1.8.0_392`. */
export const javaMajorOf = (output: string): number => {
  const [, major, minor] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  return Number(major === "1" ? minor : (major ?? 0));
};

let found = false;

/** Throws a StartError when there is no Java, or only one that is too old. Asked again, it does not look again. */
export const requireJava = (): void => {
  if (found) return;
  const { error, stderr, status } = spawnSync("java", ["-version"], { encoding: "utf8" });
  const need = `Rapport's local stack needs Java ${oldestJava} or newer for DynamoDB Local`;
  if (error !== undefined || status !== 0)
    throw new StartError(`${need}, and there is no working \`java\` on the PATH.`);
  const major = javaMajorOf(stderr);
  if (major < oldestJava) throw new StartError(`${need}, and the \`java\` on the PATH is version ${major}.`);
  found = true;
};
