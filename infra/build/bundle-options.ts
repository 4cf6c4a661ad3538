import type { BuildOptions } from "esbuild";
import { readFileSync } from "node:fs";
import { builtinPlugin, lazyJsonPlugin, pageIndentPlugin, unreachedPartsPlugin } from "./esbuild-plugins.ts";
import { compactSdkPlugin } from "./sdk-plugins.ts";
import { esbuildTextPlugin } from "./mjml-plugin.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};

/** How everything that runs in Lambda is bundled. */
export const bundleOptions: BuildOptions = {
  bundle: true,
  // Written into the bundle: a function has the version that it was built from, not one from its environment.
  define: { "process.env.RAPPORT_VERSION": JSON.stringify(version) },
  minify: true,
  format: "esm",
  platform: "node",
  target: "node24",
  // The default uses the SDK's CommonJS, which cannot be tree-shaken.
  mainFields: ["module", "main"],
  legalComments: "none",
  logLevel: "warning",
  plugins: [builtinPlugin, unreachedPartsPlugin, compactSdkPlugin, lazyJsonPlugin, pageIndentPlugin, esbuildTextPlugin],
};
