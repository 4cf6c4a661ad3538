import type { ChildProcess } from "node:child_process";

/** Processes of ours that run, each with the promise of its end. */
const children = new Map<ChildProcess, Promise<void>>();

// However this process ends, it leaves no child process behind.
process.once("exit", () => {
  for (const child of children.keys()) child.kill("SIGKILL");
});

/** Answers for a child process: it dies with this one. The answer resolves when it has ended or could not be started. */
export const adopt = (child: ChildProcess): Promise<void> => {
  const ended = new Promise<void>((resolve) => child.once("close", resolve).once("error", () => resolve()));
  children.set(child, ended);
  return ended.finally(() => children.delete(child));
};

/** Kills a child and waits until it is gone. */
export const end = async (child: ChildProcess): Promise<void> => {
  child.kill("SIGKILL");
  await children.get(child);
};

/** Kills every child and waits until all are gone. */
export const endAll = async (): Promise<void> => {
  await Promise.all([...children.keys()].map(end));
};
