import type { BuildOptions } from "esbuild";
import { builtinPlugin, lazyJsonPlugin, pageIndentPlugin, unreachedPartsPlugin } from "./esbuild-plugins.ts";
import { compactSdkPlugin } from "./sdk-plugins.ts";
import { esbuildTextPlugin } from "./mjml-plugin.ts";

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
  plugins: [builtinPlugin, unreachedPartsPlugin, compactSdkPlugin, lazyJsonPlugin, pageIndentPlugin, esbuildTextPlugin],
};
