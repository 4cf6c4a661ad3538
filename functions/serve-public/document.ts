/** Reads a file that the build put beside the bundle: when it is first asked for, and only then. */
export function documentBeside(bundle: string, name: string): () => Promise<string> {
  let read: Promise<string> | undefined;
  return () => (read ??= import("node:fs/promises").then(({ readFile }) => readFile(new URL(name, bundle), "utf8")));
}
