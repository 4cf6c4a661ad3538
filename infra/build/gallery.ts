import { build } from "esbuild";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { esbuildTextPlugin } from "./mjml-plugin.ts";

const entry = fileURLToPath(new URL("../../shared/gallery/mails.ts", import.meta.url));

/** Composes every mail in every language. Templates are compiled, so a bundle is made first, as for the functions. */
async function composeMails(): Promise<unknown> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    logLevel: "silent",
    plugins: [esbuildTextPlugin],
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  const { gallery } = (await import(`data:text/javascript;base64,${code}`)) as { gallery: () => Promise<unknown> };
  return gallery();
}

if (import.meta.main) await writeFile(process.argv[2] ?? "gallery.json", JSON.stringify(await composeMails()));
