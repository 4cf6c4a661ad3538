/** Reads a file beside the bundle at its first use. */
export function documentBeside(bundle: string, name: string): () => Promise<string> {
  let read: Promise<string> | undefined;
  return () => (read ??= import("node:fs/promises").then(({ readFile }) => readFile(new URL(name, bundle), "utf8")));
}
