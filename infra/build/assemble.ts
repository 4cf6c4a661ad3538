import { join } from "node:path";
import { buildFunctions } from "./build.ts";
import { endWithSentence, refusedBuild } from "../commands/run.ts";
import { readSettings } from "../settings.ts";

/**
 * Bundles and synthesizes in one process, the CDK loading while esbuild works: `node infra/build/assemble.ts <folder>` makes
 * `functions` and `assembly` in it, of the stage `local`.
 */
async function main(folder: string): Promise<void> {
  const codeRoot = join(folder, "functions");
  const settings = readSettings("local", codeRoot);
  const [{ createApp }, { addStage }] = await Promise.all([
    import("../app.ts"),
    import("../stack.ts"),
    buildFunctions({ outDir: codeRoot }),
  ]);
  const app = createApp({ outdir: join(folder, "assembly") });
  addStage(app, settings);
  app.synth();
}

await main(process.argv[2] ?? "").catch((error: unknown) => endWithSentence(error, refusedBuild));
