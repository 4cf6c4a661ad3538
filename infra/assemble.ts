import { join } from "node:path";
import { buildFunctions } from "./build.ts";

/**
 * Bundles and synthesizes in one process, the CDK loading while esbuild works: `node infra/assemble.ts <folder>` makes
 * `functions` and `assembly` in it, with the context that `CDK_CONTEXT_JSON` names.
 */
const [, , folder = ""] = process.argv;
const codeRoot = join(folder, "functions");
const [{ createApp }, { readSettings }, { RapportStack }] = await Promise.all([
  import("./app.ts"),
  import("./settings.ts"),
  import("./stack.ts"),
  buildFunctions({ outDir: codeRoot }),
]);
const app = createApp({ outdir: join(folder, "assembly"), postCliContext: { codeRoot } });
new RapportStack(app, readSettings(app));
app.synth();
