import { build } from "esbuild";
import { bundleOptions } from "./bundle-options.ts";

/**
 * Bundles a module as functions are bundled, runs it and answers what it exports: what documents are made of are the
 * schemas that check, with all that the build does for them.
 */
export async function runGenerator<Exports>(source: string, resolveDir: string): Promise<Exports> {
  const { outputFiles } = await build({
    ...bundleOptions,
    stdin: { contents: source, resolveDir, loader: "ts" },
    write: false,
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  return (await import(`data:text/javascript;base64,${code}`)) as Exports;
}
