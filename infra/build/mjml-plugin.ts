import { build, transform, type Plugin } from "esbuild";
import mjml from "mjml";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, dirname, extname, resolve } from "node:path";
import { compiledTexts, textsFile } from "./messages.ts";

/** Files that are imported as their text; a `.mjml` file as the HTML it compiles to, style sheets and scripts minified. */
const textFile = /\.(?:css|svg|mjml|client\.js)$/;

/** Import of the name under which a file is served, instead of its text. */
const nameOf = /\?name$/;

/**
 * Compiles a mail template to minified HTML. Placeholders survive.
 * @throws Error naming file and fault, also where MJML would only warn.
 */
export async function compileMjml(path: string): Promise<string> {
  const source = await readFile(path, "utf8");
  const options = {
    filePath: path,
    validationLevel: "strict",
    minify: true,
    // Its CSS minifier is a package of its own, for a few hundred bytes.
    minifyOptions: { minifyCss: false },
    keepComments: false,
    // MJML would link Google's, and a mail must not tell anybody that it was opened.
    fonts: {},
  } as const;
  try {
    return (await mjml(source, options)).html;
  } catch (fault) {
    throw new Error(`${path} is no valid MJML: ${fault instanceof Error ? fault.message : String(fault)}`, {
      cause: fault,
    });
  }
}

/** A script of pages with what it imports, as one file for browsers. */
async function bundleScript(path: string): Promise<string> {
  const options = { bundle: true, minify: true, write: false, format: "esm", target: "es2022" } as const;
  const { outputFiles } = await build({ ...options, entryPoints: [path] });
  return outputFiles.map(({ text }) => text).join("");
}

/** Text of an imported file, the same in a bundle and in a test. */
async function loadText(path: string): Promise<string> {
  if (path.endsWith(".mjml")) return compileMjml(path);
  if (path.endsWith(".js")) return bundleScript(path);
  const text = await readFile(path, "utf8");
  return path.endsWith(".css") ? (await transform(text, { loader: "css", minify: true })).code : text;
}

/** The name under which an asset is served: with a fingerprint of its text, without `.client`. */
async function fingerprinted(path: string): Promise<string> {
  const digest = createHash("sha256")
    .update(await loadText(path))
    .digest("hex");
  return `${basename(path, extname(path)).replace(".client", "")}.${digest.slice(0, 12)}${extname(path)}`;
}

/** For the bundles. Texts are part of one, unless another plugin lays them beside it. */
export const esbuildTextPlugin: Plugin = {
  name: "text-modules",
  setup(build) {
    build.onResolve({ filter: nameOf }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace(nameOf, "")),
      namespace: "asset-name",
    }));
    build.onLoad({ filter: /./, namespace: "asset-name" }, async ({ path }) => ({
      contents: await fingerprinted(path),
      loader: "text",
      watchFiles: [path],
    }));
    build.onLoad({ filter: textFile }, async ({ path }) => ({
      contents: await loadText(path),
      loader: "text",
      watchFiles: [path],
    }));
    build.onLoad({ filter: textsFile }, ({ path }) => ({
      contents: JSON.stringify(compiledTexts(path)),
      loader: "json",
    }));
  },
};

/** Vite handles `.css` and `.svg` itself, so it gets a name with another extension and without a query. */
const virtual = { prefix: "\0text:", suffix: ".text", name: ".name" };

/** For the tests: goes into `plugins` of the vitest configuration. */
export const viteTextPlugin = {
  name: "text-modules",
  enforce: "pre" as const,
  resolveId(source: string, importer: string | undefined): string | undefined {
    if (!textFile.test(source.replace(nameOf, "")) || importer === undefined) return undefined;
    const path = resolve(dirname(importer), source).replace(nameOf, virtual.name);
    return virtual.prefix + path + virtual.suffix;
  },
  async load(id: string): Promise<string | undefined> {
    if (textsFile.test(id)) return JSON.stringify(compiledTexts(id));
    if (!id.startsWith(virtual.prefix)) return undefined;
    const path = id.slice(virtual.prefix.length, -virtual.suffix.length);
    const text = path.endsWith(virtual.name)
      ? await fingerprinted(path.slice(0, -virtual.name.length))
      : await loadText(path);
    return `export default ${JSON.stringify(text)};`;
  },
};
