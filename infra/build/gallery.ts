import { build } from "esbuild";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { esbuildTextPlugin } from "./mjml-plugin.ts";

const entry = fileURLToPath(new URL("../../shared/gallery/mails.ts", import.meta.url));

/** What a module exports. Templates and texts are compiled, so a bundle is made first, as for the functions. */
export async function compiled<Module>(path: string): Promise<Module> {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    logLevel: "silent",
    plugins: [esbuildTextPlugin],
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  return (await import(`data:text/javascript;base64,${code}`)) as Module;
}

if (import.meta.main) {
  const { gallery } = await compiled<{ gallery: () => Promise<unknown> }>(entry);
  await writeFile(process.argv[2] ?? "gallery.json", JSON.stringify(await gallery()));
}
