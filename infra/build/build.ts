import { build } from "esbuild";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleOptions } from "./bundle-options.ts";
import { buildEventDocuments, eventSchemasFile } from "./event-documents.ts";
import { functionNames, type FunctionName } from "../manifests.ts";
import { buildOpenApi } from "./openapi.ts";
import { builtFunctions } from "../settings.ts";

/** Where bundles come from and go to. */
export interface BuildProps {
  /** Gets one folder per function with `index.mjs` in it, `metafile.json` with esbuild's, and the schemas of events.
   * What is in the folders is replaced. */
  readonly outDir: string;
  /** Folder with one folder per function; the project's own when absent. */
  readonly sourceDir?: string;
}

/** The function that serves the documents of API and events. */
const documentServer = "serve-public" satisfies FunctionName;

const ownFunctions = fileURLToPath(new URL("../../functions", import.meta.url));

/**
 * Bundles every function into one minified ES module. JSON that the code imports only when it needs
 * it (`await import`) is a file beside it, which costs a cold start nothing; so are the documents of API and events.
 * @returns bytes of each `index.mjs`, by the function's name.
 * @throws Error naming the functions without an `index.ts`, or esbuild's own for code that does not build.
 */
export async function buildFunctions({ outDir, sourceDir = ownFunctions }: BuildProps): Promise<Map<string, number>> {
  const missing = functionNames.filter((name) => !existsSync(join(sourceDir, name, "index.ts")));
  if (missing.length > 0) throw new Error(`There is no index.ts in functions/ for: ${missing.join(", ")}.`);
  // One build for all: shared code is parsed once, which takes a third of the time of ten builds.
  const [{ metafile, outputFiles }, openApi, events] = await Promise.all([
    build({
      ...bundleOptions,
      entryPoints: Object.fromEntries(functionNames.map((name) => [name, join(sourceDir, name, "index.ts")])),
      outdir: outDir,
      outExtension: { ".js": ".mjs" },
      metafile: true,
      write: false,
    }),
    buildOpenApi(sourceDir),
    buildEventDocuments(),
  ]);
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, "metafile.json"), JSON.stringify(metafile));
  const files = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  const sizes = await Promise.all(
    functionNames.map(async (name) => [name, await unpack(name, files, outDir)] as const),
  );
  if (openApi !== null) await writeFile(join(outDir, documentServer, "openapi.json"), openApi);
  await writeFile(join(outDir, documentServer, "asyncapi.json"), JSON.stringify(events.document));
  await writeFile(join(outDir, eventSchemasFile), JSON.stringify(events.registry));
  return new Map(sizes);
}

/** Gives a function a folder with all its files and no other's; answers the bytes of its bundle. */
async function unpack(name: string, files: ReadonlyMap<string, Uint8Array>, outDir: string): Promise<number> {
  const folder = join(outDir, name);
  const text = Buffer.from(files.get(`${name}.mjs`) ?? []).toString("utf8");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await writeFile(join(folder, "index.mjs"), text);
  const beside = [...files].filter(([file]) => !file.endsWith(".mjs") && text.includes(`"./${file}"`));
  for (const [file, contents] of beside) await writeFile(join(folder, file), contents);
  return Buffer.byteLength(text);
}

if (import.meta.main) {
  for (const [name, bytes] of await buildFunctions({ outDir: process.argv[2] ?? builtFunctions })) {
    console.log(`${name.padEnd(20)} ${(bytes / 1_000).toFixed(1).padStart(7)} KB`);
  }
}
