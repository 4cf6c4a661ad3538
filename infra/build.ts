import { build, type BuildOptions, type Metafile } from "esbuild";
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { functionNames } from "../shared/names.ts";
import { builtinPlugin, lazyJsonPlugin, unreachedPartsPlugin } from "./esbuild-plugins.ts";
import { esbuildTextPlugin } from "./mjml-plugin.ts";
import { builtFunctions } from "./settings.ts";

/** Where bundles come from and go to. */
export interface BuildProps {
  /** Gets one folder per function with `index.mjs` in it, and `metafile.json` with esbuild's by the
   * function's name. What is in the folders is replaced. */
  readonly outDir: string;
  /** Folder with one folder per function; the project's own when absent. */
  readonly sourceDir?: string;
}

const ownFunctions = fileURLToPath(new URL("../functions", import.meta.url));

/**
 * Bundles every function of the shared names into one minified ES module. JSON that the code imports only when it needs
 * it (`await import`) is a file beside it, which costs a cold start nothing.
 * @returns bytes of each `index.mjs`, by the function's name.
 * @throws Error naming the functions without an `index.ts`, or esbuild's own for code that does not build.
 */
export async function buildFunctions({ outDir, sourceDir = ownFunctions }: BuildProps): Promise<Map<string, number>> {
  const missing = functionNames.filter((name) => !existsSync(join(sourceDir, name, "index.ts")));
  if (missing.length > 0) throw new Error(`There is no index.ts in functions/ for: ${missing.join(", ")}.`);
  const built = await Promise.all(
    functionNames.map(async (name) => [name, await bundle(join(sourceDir, name), join(outDir, name))] as const),
  );
  await writeFile(join(outDir, "metafile.json"), JSON.stringify(Object.fromEntries(built)));
  return new Map(built.map(([name, { outputs }]) => [name, bytesOf(outputs, "index.mjs")]));
}

/** How everything that runs in Lambda is bundled. */
export const bundleOptions: BuildOptions = {
  bundle: true,
  minify: true,
  format: "esm",
  platform: "node",
  target: "node24",
  // The default takes the SDK's CommonJS, of which nothing can be shaken off.
  mainFields: ["module", "main"],
  legalComments: "none",
  logLevel: "warning",
  plugins: [builtinPlugin, unreachedPartsPlugin, lazyJsonPlugin, esbuildTextPlugin],
};

/** One build each, so that a function's folder holds all its files and no other's. */
async function bundle(source: string, outdir: string): Promise<Metafile> {
  await rm(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    ...bundleOptions,
    entryPoints: [join(source, "index.ts")],
    outdir,
    outExtension: { ".js": ".mjs" },
    metafile: true,
  });
  return metafile;
}

function bytesOf(outputs: Metafile["outputs"], file: string): number {
  return Object.entries(outputs).find(([path]) => basename(path) === file)?.[1].bytes ?? 0;
}

if (import.meta.main) {
  for (const [name, bytes] of await buildFunctions({ outDir: builtFunctions })) {
    console.log(`${name.padEnd(20)} ${(bytes / 1_000).toFixed(1).padStart(7)} KB`);
  }
}
